import { randomUUID } from "node:crypto";
import { openCollection, type StoredRecord } from "../control-plane/state/collection.ts";
import type { FileSystem } from "../files/file-system.ts";
import { isProcess } from "../running/is-process.ts";
import { type Maker, type Run, runIdOf } from "./run.ts";

/** The runs of Terraform that have begun and not ended. */
export interface Runs {
  /**
   * @param pid - The process that will report the run's end. If it ends without a report, the run was cut short.
   * @param agent - A name that requests of the run may carry in place of its id, until another run begins with it.
   */
  begin(stack: string, pid: number, agent?: string): Run;
  find(id: string): Run | undefined;
  /** The runs of an earlier loopback on this directory, and of processes that have ended. */
  cutShort(): Run[];
  /** Makes {@link Runs.makerOf} reject requests of the run from now on. */
  refuse(run: Run): void;
  /** Forgets a run whose end was processed. */
  forget(run: Run): void;
  /**
   * Finds the run that sends a request.
   * @returns `undefined` for other programs.
   * @throws {EndedRun} for a run that has ended, which must not make anything any more.
   */
  makerOf(userAgent: string | undefined): Maker | undefined;
}

/** The request belongs to a run that has ended. */
export class EndedRun extends Error {
  constructor() {
    super("This run of Terraform was cut short, and what it began was undone. Run the command again.");
  }
}

interface RunRecord extends StoredRecord {
  readonly stack: string;
  readonly pid: number;
}

/**
 * Opens the list of runs.
 * @param directory - The directory that keeps runs, so that the next loopback knows which ones were cut short. Without it
 * they are in memory only.
 */
export function openRuns(directory: string | undefined, files?: FileSystem): Runs {
  // A damaged record still has its id, in the name of its file, and the id suffices to undo the run.
  const records = openCollection<RunRecord>(directory, files, (id) => ({ id, stack: "a stack", pid: 0 }));
  const earlier = new Set(Array.from(records, ({ id }) => id));
  const refused = new Set(earlier);
  const agents = new Map<string, string>();
  return {
    begin(stack, pid, agent) {
      const record = { id: randomUUID(), stack, pid };
      records.put(record);
      if (agent !== undefined) agents.set(agent, record.id);
      return record;
    },
    find: (id) => records.get(id),
    cutShort: () => Array.from(records).filter(({ id, pid }) => earlier.has(id) || !isProcess(pid)),
    refuse: ({ id }) => void refused.add(id),
    forget({ id }) {
      records.delete(id);
      refused.delete(id);
    },
    makerOf(userAgent) {
      const named = runIdOf(userAgent);
      if (named === undefined) return undefined;
      const id = agents.get(named) ?? named;
      const record = records.get(id);
      if (record === undefined || refused.has(id)) throw new EndedRun();
      return { stack: record.stack, run: id };
    },
  };
}
