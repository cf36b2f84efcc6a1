import type { MadeByRuns, Run, RunEnd } from "./run.ts";
import type { Runs } from "./runs.ts";

/** What a client reports of the runs of Terraform that it starts, and asks of what they made. */
export interface RunControl {
  /**
   * Begins a run. Runs that were cut short are undone before.
   * @param pid - The process that will report the end; when it is gone, the run was cut short.
   */
  beginRun(stack: string, pid: number): Promise<Run>;
  /** Ends a run. One that was cut short is undone at once; one that is not known has been undone already. */
  endRun(id: string, end: RunEnd): Promise<void>;
  /** Removes all that a stack has made here, whether its state has it or not, and what other programs put into it. */
  removeMade(stack: string): Promise<void>;
  /** Whether there is anything to remove, other than by runs that were cut short: they are undone before. */
  hasMade(stack: string): Promise<boolean>;
}

/**
 * Undoes what runs on an earlier loopback left, and takes reports from now on.
 * @param parts - Each knows what runs made in its part of AWS.
 * @param log - Called with a line for each stack whose run is undone.
 */
export async function controlRuns(
  runs: Runs,
  parts: readonly MadeByRuns[],
  log: (line: string) => void,
): Promise<RunControl> {
  let turn: Promise<unknown> = Promise.resolve();
  /** One at a time: two clients may find the same run. */
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
    beginRun: (stack, pid) =>
      inTurn(async () => {
        await undo(runs.cutShort());
        return runs.begin(stack, pid);
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
