import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { sha256 } from "../source/source-files.ts";

interface Named {
  readonly handlers: readonly string[];
  readonly event: EdgeEvent;
  readonly runtime: EdgeRuntime;
  /** Set where a function is one distribution's own. */
  readonly distribution?: string | undefined;
}

const mostCharacters = 40;

/**
 * Names every function by its handlers' names, joined. If a chain runs in both runtimes, the function in Lambda@Edge
 * gets `-lambda`; if it runs at several events, each function gets its event. Names that are still alike get a hash.
 */
export function nameFunctions<T extends Named>(functions: readonly T[]): Map<T, string> {
  const chains = groupBy(functions, ({ handlers }) => handlers.join("\0"));
  const names = new Map<T, string>();
  for (const group of chains.values()) {
    const runtimes = new Set(group.map(({ runtime }) => runtime));
    for (const one of group) {
      const events = new Set(group.filter(({ runtime }) => runtime === one.runtime).map(({ event }) => event));
      const runtime = runtimes.size > 1 && one.runtime === "lambda-at-edge" ? ["lambda"] : [];
      const event = events.size > 1 ? [one.event] : [];
      names.set(one, [...one.handlers, ...runtime, ...event].join("-"));
    }
  }
  const clashes = groupBy([...names.keys()], (one) => names.get(one) ?? "");
  for (const [name, group] of clashes) {
    for (const one of group) names.set(one, fit(name, one, group.length > 1));
  }
  return names;
}

function fit(name: string, { handlers, event, runtime, distribution }: Named, clashes: boolean): string {
  if (!clashes && name.length <= mostCharacters) return name;
  const hash = sha256(
    JSON.stringify([handlers, event, runtime, ...(distribution === undefined ? [] : [distribution])]),
  ).slice(0, 6);
  return `${name.slice(0, mostCharacters - hash.length - 1).replace(/-+$/, "")}-${hash}`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
