import { randomUUID } from "node:crypto";
import { openCollection, type StoredRecord } from "../control-plane/state/collection.ts";
import type { FileSystem } from "../files/file-system.ts";
import { isProcess } from "../running/is-process.ts";
import { type Maker, type Run, runIdOf } from "./run.ts";

/** The runs of Terraform that have begun and not ended. */
export interface Runs {
  /** @param pid - The process that reports the run's end; when it is gone, the run was cut short. */
  begin(stack: string, pid: number): Run;
  find(id: string): Run | undefined;
  /** Runs of an earlier loopback on this directory, or of a process that is gone. */
  cutShort(): Run[];
  /** From now on, requests of the run are refused. */
  refuse(run: Run): void;
  /** Forgets a run: its end is dealt with. */
  forget(run: Run): void;
  /**
   * Who sends a request.
   * @returns `undefined` for a program that is not a run.
   * @throws {EndedRun} for a run that has ended: it must not make anything any more.
   */
  makerOf(userAgent: string | undefined): Maker | undefined;
}

/** A request of a run that has ended. */
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
 * @param directory - Where runs are kept, so that the next loopback knows which were cut short; in memory only when
 * there is none.
 */
export function openRuns(directory: string | undefined, files?: FileSystem): Runs {
  // The id suffices to undo a run, and is the name of its file.
  const records = openCollection<RunRecord>(directory, files, (id) => ({ id, stack: "a stack", pid: 0 }));
  const earlier = new Set(Array.from(records, ({ id }) => id));
  const refused = new Set(earlier);
  return {
    begin(stack, pid) {
      const record = { id: randomUUID(), stack, pid };
      records.put(record);
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
      const id = runIdOf(userAgent);
      if (id === undefined) return undefined;
      const record = records.get(id);
      if (record === undefined || refused.has(id)) throw new EndedRun();
      return { stack: record.stack, run: id };
    },
  };
}
