import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { EnvironmentGroup, type Taken } from "./environment-group.ts";

/** A group whose environments are counted and not real. */
function groupOf({ patienceMs = 10_000, idleMs = 10_000 } = {}) {
  const started: { disposed: boolean; usable: boolean; isQuick: boolean }[] = [];
  let unused = 0;
  const onUnused = () => {
    unused += 1;
  };
  const group = new EnvironmentGroup({ patienceMs, idleMs, onUnused });
  const start = (): Taken => {
    const state = { disposed: false, usable: true, isQuick: false };
    started.push(state);
    const environment = {
      get usable() {
        return state.usable;
      },
      get isQuick() {
        return state.isQuick;
      },
      invoke: () => Promise.reject(new Error("This environment runs nothing.")),
      queue: () => Promise.reject(new Error("This environment runs nothing.")),
      async dispose() {
        state.disposed = true;
      },
    };
    return { environment, logStreamName: String(started.length), cold: true };
  };
  const run = async (milliseconds: number) => {
    const taken = await group.acquire(start);
    await wait(milliseconds);
    await group.release(taken);
    return taken;
  };
  return { group, start, started, run, timesUnused: () => unused };
}

describe("The environments of a function", () => {
  it("run 20 concurrent short events in one environment, one at a time", async () => {
    const { run, started } = groupOf();
    const taken = await Promise.all(Array.from({ length: 20 }, () => run(1)));
    expect(started).toHaveLength(1);
    expect(taken.filter(({ cold }) => cold)).toHaveLength(1);
  });

  it("are more than one if events wait for too long", async () => {
    const { run, started } = groupOf({ patienceMs: 5 });
    await Promise.all([run(200), run(1), run(1)]);
    expect(started).toHaveLength(2);
  });

  it("take up to 16 events at a time if they are quick", async () => {
    const { group, start, started } = groupOf();
    const first = await group.acquire(start);
    for (const state of started) state.isQuick = true;
    const others = Array.from({ length: 15 }, () => group.acquire(start));
    expect(others.every((taken) => !(taken instanceof Promise))).toBe(true);
    const [waiting, alone] = [group.acquire(start), group.acquire(start, false)];
    expect(waiting).toBeInstanceOf(Promise);
    await group.release(first);
    await waiting;
    for (const taken of await Promise.all([...others, waiting])) await group.release(taken);
    await group.release(await alone);
    expect(started).toHaveLength(1);
  });

  it("are replaced for the events that wait if one can't be used again", async () => {
    const { group, start, started, run } = groupOf();
    const taken = await group.acquire(start);
    const next = run(1);
    for (const state of started) state.usable = false;
    await group.release(taken);
    expect((await next).logStreamName).toBe("2");
    expect(started.map(({ disposed }) => disposed)).toEqual([true, false]);
  });

  it("are stopped when they were idle, and the group is reported as unused", async () => {
    const { run, started, timesUnused } = groupOf({ idleMs: 1 });
    await run(1);
    await wait(50);
    expect(started).toMatchObject([{ disposed: true, usable: true }]);
    expect(timesUnused()).toBe(1);
  });

  it("are stopped on demand unless they have an event", async () => {
    const { group, start, started, timesUnused } = groupOf();
    const taken = await group.acquire(start);
    group.stopIdle();
    expect(started).toMatchObject([{ disposed: false }]);
    await group.release(taken);
    group.stopIdle();
    expect(started).toMatchObject([{ disposed: true }]);
    expect(timesUnused()).toBe(1);
  });

  it("end with an error for events that wait when the group is closed", async () => {
    const { group, start, started } = groupOf();
    await group.acquire(start);
    const waiting = group.acquire(start);
    await group.close();
    await expect(waiting).rejects.toThrow("were stopped");
    expect(started).toMatchObject([{ disposed: true, usable: true }]);
  });
});
