import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { forEachLimited } from "./for-each-limited.ts";

it("calls the function for each item, with no more calls at once than the limit", async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  await forEachLimited([1, 2, 3, 4, 5], 2, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await delay(1);
    running -= 1;
    done.push(item);
  });
  expect(most).toBe(2);
  expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
});

it("throws the first failure after the calls that had begun, and begins no further one", async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await delay(item);
    if (item === 1) throw new Error("first");
  };
  await expect(forEachLimited([1, 5, 2, 3], 2, work)).rejects.toThrow("first");
  expect(begun).toEqual([1, 5]);
});
