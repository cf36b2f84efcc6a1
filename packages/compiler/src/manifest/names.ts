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
 * A name for every function: its handlers' names, joined. A chain that runs in both runtimes has `-lambda` on the
 * heavier one; one that runs at several events has the event on each; what is alike even so has a hash.
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
