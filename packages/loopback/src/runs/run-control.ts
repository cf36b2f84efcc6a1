import type { MadeByRuns, Run, RunEnd } from "./run.ts";
import type { Runs } from "./runs.ts";

/** Takes reports on runs of Terraform from the clients that start them, and undoes runs that were cut short. */
export interface RunControl {
  /**
   * Begins a run, after undoing runs that were cut short.
   * @param pid - The process that will report the end. If it ends without a report, the run was cut short.
   * @param agent - A name that its requests may carry in place of the run's id, as those of a provider process that several
   * runs use one after the other.
   */
  beginRun(stack: string, pid: number, agent?: string): Promise<Run>;
  /** Ends a run. A run that was cut short is undone at once; an unknown one has been undone already. */
  endRun(id: string, end: RunEnd): Promise<void>;
  /** Removes all resources that a stack has made, even if its state does not have them, and all values in them. */
  removeMade(stack: string): Promise<void>;
  /** Counts all that a stack has made as made by another one: the stack was renamed. */
  rename(from: string, to: string): Promise<void>;
  /** True if the stack has made anything to remove, after runs that were cut short are undone. */
  hasMade(stack: string): Promise<boolean>;
}

/**
 * Undoes the runs that an earlier loopback left unfinished, and starts to take reports.
 * @param parts - The parts of AWS, each of which can undo the changes of runs in it.
 * @param log - Called with one line for each stack whose run is undone.
 */
export async function controlRuns(
  runs: Runs,
  parts: readonly MadeByRuns[],
  log: (line: string) => void,
): Promise<RunControl> {
  let turn: Promise<unknown> = Promise.resolve();
  /** Runs one piece of work at a time, since two clients may find the same run. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };
  const undo = async (cutShort: readonly Run[]) => {
    if (cutShort.length === 0) return;
    for (const run of cutShort) runs.refuse(run);
    const ids = new Set(cutShort.map(({ id }) => id));
    for (const part of parts) await part.undo(ids);
    for (const run of cutShort) runs.forget(run);
    for (const stack of new Set(cutShort.map((run) => run.stack))) log(undone(stack));
  };
  await undo(runs.cutShort());
  return {
    beginRun: (stack, pid, agent) =>
      inTurn(async () => {
        await undo(runs.cutShort());
        return runs.begin(stack, pid, agent);
      }),
    endRun: (id, end) =>
      inTurn(async () => {
        const run = runs.find(id);
        if (run === undefined) return;
        if (end === "cut short") {
          await undo([run]);
          return;
        }
        if (end === "applied") for (const part of parts) await part.giveBack(run.stack);
        runs.forget(run);
      }),
    removeMade: (stack) =>
      inTurn(async () => {
        for (const part of parts) await part.remove(stack);
      }),
    rename: (from, to) =>
      inTurn(async () => {
        for (const part of parts) await part.rename(from, to);
      }),
    hasMade: (stack) =>
      inTurn(async () => {
        await undo(runs.cutShort());
        return parts.some((part) => part.has(stack));
      }),
  };
}

function undone(stack: string): string {
  return (
    `A run of Terraform on ${stack} was cut short. What it had begun to make is undone and its lock is free; the next ` +
    "apply makes it again."
  );
}
