import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createReconciler, type Reconciler, type RunControls } from "./reconcile.ts";

let reconciler: Reconciler;
afterEach(() => reconciler.close(new Error("closed")));

interface Run {
  readonly controls: RunControls;
  end(error?: Error): void;
}

/** Starts a reconciler whose runs end when the test says so, or when they are superseded. */
function start() {
  const runs: Run[] = [];
  const defects: unknown[] = [];
  const checks: { readonly signal: AbortSignal; end(): void }[] = [];
  reconciler = createReconciler({
    run: (controls) =>
      new Promise<void>((resolve, reject) => {
        const end = (error?: Error) => (error === undefined ? resolve() : reject(error));
        controls.signal.addEventListener("abort", () => end(controls.signal.reason));
        runs.push({ controls, end });
      }),
    check: (signal) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        checks.push({ signal, end: resolve });
      }),
    onDefect: (error) => void defects.push(error),
    quiet: 20,
  });
  const run = async (index: number): Promise<Run> => {
    await vi.waitUntil(() => runs.length > index);
    return runs[index] as Run;
  };
  return { runs, checks, defects, run };
}

const urgent = { urgent: true, since: 1 };
const served = { urgent: false, since: 1 };

describe("a reconciler", () => {
  it("checks for drift when no edit waits, and again after an edit that came meanwhile", async () => {
    const { runs, checks, run, defects } = start();
    reconciler.wish(urgent);
    reconciler.check();
    await delay(1);
    expect([runs.length, checks.length, runs[0]?.controls.isOvertaken]).toEqual([1, 0, false]);
    runs[0]?.end();
    await vi.waitUntil(() => checks.length === 1);
    reconciler.wish(urgent);
    expect(checks[0]?.signal.aborted).toBe(true);
    (await run(1)).end();
    await vi.waitUntil(() => checks.length === 2);
    checks[1]?.end();
    await delay(1);
    expect([runs.length, checks.length, defects]).toEqual([2, 2, []]);
  });

  it("runs at once for an edit that a user waits for, and after a pause for one that is served", async () => {
    const { runs, run } = start();
    reconciler.wish(urgent);
    expect(runs).toHaveLength(1);
    runs[0]?.end();
    await delay(1);
    reconciler.wish(served);
    await delay(1);
    expect(runs).toHaveLength(1);
    expect((await run(1)).controls.urgent).toBe(false);
  });

  it("supersedes a run that has not begun to apply, and joins the wishes", async () => {
    const { run } = start();
    reconciler.wish({ urgent: true, since: 1, refreshes: true });
    const first = await run(0);
    reconciler.wish({ urgent: false, since: 5 });
    expect(first.controls.signal.aborted).toBe(true);
    expect((await run(1)).controls).toMatchObject({ urgent: true, since: 1, refreshes: true });
  });

  it("lets a run that has begun to apply end, and then runs for the newer edit", async () => {
    const { runs, run } = start();
    reconciler.wish(urgent);
    const first = await run(0);
    first.controls.beginApply();
    reconciler.wish({ urgent: true, since: 5 });
    expect(first.controls.signal.aborted).toBe(false);
    expect(first.controls.isOvertaken).toBe(true);
    expect(runs).toHaveLength(1);
    first.end();
    expect((await run(1)).controls.since).toBe(5);
  });

  it("does not let a user who saves all the time wait for ever", async () => {
    const { run } = start();
    for (const index of [0, 1, 2]) {
      reconciler.wish(urgent);
      await run(index);
    }
    reconciler.wish(urgent);
    const third = await run(2);
    expect(third.controls.signal.aborted).toBe(false);
  });

  it("passes on a failure that is not a newer edit's doing", async () => {
    const { defects, run } = start();
    reconciler.wish(urgent);
    (await run(0)).end(new Error("broken"));
    await vi.waitUntil(() => defects.length === 1);
    expect(defects).toEqual([new Error("broken")]);
  });

  it("ends its run when it is closed, and begins no other", async () => {
    const { runs, run } = start();
    reconciler.wish(urgent);
    const { controls } = await run(0);
    reconciler.wish(urgent);
    await reconciler.close(new Error("closed"));
    expect(controls.signal.aborted).toBe(true);
    reconciler.wish(urgent);
    await delay(30);
    expect(runs.length).toBeLessThanOrEqual(2);
  });
});
