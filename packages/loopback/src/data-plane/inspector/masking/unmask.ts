import { maskPattern } from "@featheredge/inspector/api";
import type { HeaderList } from "../../http/headers.ts";
import { maskHeader, maskUrl } from "./mask-http.ts";

/**
 * Puts secrets back in place of masks, from the message that was masked. Masks are matched by their position: the cookie,
 * the query parameter or the header of the same name.
 * @param isSecret as in {@link maskHeader}
 */
export function unmaskHeaders(
  edited: readonly { readonly name: string; readonly value: string }[],
  original: HeaderList,
  isSecret: (name: string) => boolean,
): HeaderList {
  return edited.map(({ name, value }) => {
    if (!maskPattern.test(value)) return [name, value];
    const before = original.filter(([other]) => other.toLowerCase() === name.toLowerCase());
    const exact = before.find(([, kept]) => maskHeader(name, kept, isSecret) === value);
    if (exact !== undefined) return [name, exact[1]];
    return [name, before.reduce((text, [, kept]) => unmaskText(text, secretsIn(name, kept, isSecret)), value)];
  });
}

/** @param edited a path with its query @param original the same, before it was masked */
export function unmaskUrl(edited: string, original: string): string {
  if (!maskPattern.test(edited)) return edited;
  const secrets: Secret[] = [];
  const mark = original.indexOf("?");
  for (const parameter of mark < 0 ? [] : original.slice(mark + 1).split("&")) {
    maskUrl(`?${parameter}`, (value) => {
      secrets.push({ before: `${parameter.slice(0, parameter.indexOf("="))}=`, value });
      return "";
    });
  }
  return unmaskText(edited, secrets);
}

/** A secret, and the text before it. */
interface Secret {
  readonly before: string;
  readonly value: string;
}

function secretsIn(name: string, value: string, isSecret: (name: string) => boolean): Secret[] {
  const secrets: Secret[] = [];
  const isCookie = name.toLowerCase() === "cookie";
  const parts = isCookie ? value.split(";").map((part) => part.trim()) : [value];
  for (const part of parts) {
    maskHeader(name, part, isSecret, (secret) => {
      secrets.push({ before: part.slice(0, part.length - secret.length), value: secret });
      return "";
    });
  }
  return secrets;
}

function unmaskText(text: string, secrets: readonly Secret[]): string {
  return secrets.reduce((result, { before, value }) => {
    const at = result.search(new RegExp(`${escaped(before)}${maskPattern.source}`));
    return at < 0 ? result : result.slice(0, at) + result.slice(at).replace(maskPattern, () => value);
  }, text);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
