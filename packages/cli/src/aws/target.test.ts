import { describe, expect, it } from "vitest";
import { openedWhile } from "./target.ts";

function opening() {
  const calls: string[] = [];
  let open = () => {};
  let fail = (_: Error) => {};
  const promise = new Promise<{ close(): Promise<void> }>((resolve, reject) => {
    open = () => resolve({ close: async () => void calls.push("closed") });
    fail = reject;
  });
  return { promise, calls, open: () => open(), fail: (error: Error) => fail(error) };
}

describe("opening while something else is done", () => {
  it("gives what was opened when both are done", async () => {
    const { promise, calls, open } = opening();
    const opened = await openedWhile(promise, async () => open());
    await opened.close();
    expect(calls).toEqual(["closed"]);
  });

  it("closes what was opened when the work fails, and reports the work's error", async () => {
    const { promise, calls, open } = opening();
    const failed = openedWhile(promise, () => Promise.reject(new Error("no build")));
    open();
    await expect(failed).rejects.toThrow("no build");
    expect(calls).toEqual(["closed"]);
  });

  it("reports why it can't be opened, once the work is done", async () => {
    const { promise, fail } = opening();
    const done: string[] = [];
    const failed = openedWhile(promise, async () => {
      fail(new Error("no loopback"));
      await new Promise((resolve) => setTimeout(resolve, 5));
      done.push("built");
    });
    await expect(failed).rejects.toThrow("no loopback");
    expect(done).toEqual(["built"]);
  });

  it("reports the work's error when both fail", async () => {
    const { promise, fail } = opening();
    fail(new Error("no loopback"));
    await expect(openedWhile(promise, () => Promise.reject(new Error("no build")))).rejects.toThrow("no build");
  });
});
