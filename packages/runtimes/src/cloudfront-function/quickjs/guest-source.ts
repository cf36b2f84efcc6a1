import { readFileSync } from "node:fs";
import { commonMembers, globals, languageModules, prototypeMembers, staticMembers } from "@featheredge/aws-rules";

const sources = new Map<string, string>();

/** The text of a script that runs inside QuickJS; `name` is its path below `guest/`, without `.js`. */
export function guestSource(name: string): string {
  const known = sources.get(name);
  if (known !== undefined) return known;
  const source = readFileSync(new URL(`./guest/${name}.js`, import.meta.url), "utf8");
  sources.set(name, source);
  return source;
}

export function isGuestModule(name: string): boolean {
  return Object.hasOwn(languageModules, name);
}

/** What AWS lists, as the lockdown script takes it. */
export const guestLanguage = JSON.stringify({
  globals,
  statics: Object.fromEntries(Object.entries(staticMembers).map(([name, own]) => [name, [...own, ...commonMembers]])),
  prototypes: prototypeMembers,
});
