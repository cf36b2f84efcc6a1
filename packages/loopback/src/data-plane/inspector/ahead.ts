import type { ProjectView } from "@featheredge/inspector/api";
import type { Clock } from "../../deployment.ts";

/** Remembers when which functions and KeyValueStores were ahead of Terraform. */
export interface AheadRecord {
  /** The names that were ahead at a time, in milliseconds since 1970. */
  at(time: number): ReadonlySet<string>;
  close(): void;
}

/** How many changes are remembered: traces of older requests count as not ahead. */
const mostChanges = 1_000;
const nothing: ReadonlySet<string> = new Set();

/** Listens to a project's status; without a project, no name is ever ahead. */
export function recordAhead(project: ProjectView | undefined, clock: Clock): AheadRecord {
  if (project === undefined) return { at: () => nothing, close() {} };
  const changes = [{ since: 0, names: new Set(project.status().ahead) }];
  const end = project.onStatus(({ ahead }) => {
    const last = changes.at(-1)?.names ?? nothing;
    if (last.size === ahead.length && ahead.every((name) => last.has(name))) return;
    changes.push({ since: clock(), names: new Set(ahead) });
    if (changes.length > mostChanges) changes.shift();
  });
  return { at: (time) => changes.findLast(({ since }) => since <= time)?.names ?? nothing, close: end };
}
