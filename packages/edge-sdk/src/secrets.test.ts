import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { secret } from "./secrets.ts";
import { type ParameterStore, startParameterStore } from "./testing/index.ts";

const minute = 60_000;
const start = Date.UTC(2026, 0, 1);

describe("secret", () => {
  let store: ParameterStore;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    vi.spyOn(console, "error").mockImplementation(() => {});
    store = await startParameterStore({});
    for (const [name, value] of Object.entries(store.environment)) vi.stubEnv(name, value);
  });

  afterEach(async () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await store.close();
  });

  test("is read once for requests at the same time, and for 5 minutes after", async () => {
    store.set("/once", "a");
    expect(await Promise.all([secret("/once"), secret("/once")])).toEqual(["a", "a"]);
    vi.setSystemTime(start + 4 * minute);
    store.set("/once", "b");
    expect(await secret("/once")).toBe("a");
    expect(store.reads).toEqual(["/once"]);
    vi.setSystemTime(start + 6 * minute);
    expect(await secret("/once")).toBe("b");
  });

  test("is kept apart by name", async () => {
    store.set("/one", "1");
    store.set("/two", "2");
    expect([await secret("/one"), await secret("/two")]).toEqual(["1", "2"]);
  });

  test("serves its last value for an hour when it can't be read, asking again each 30 seconds", async () => {
    store.set("/flaky", "a");
    await secret("/flaky");
    store.set("/flaky", undefined);
    vi.setSystemTime(start + 6 * minute);
    expect(await secret("/flaky")).toBe("a");
    const reads = store.reads.length;
    expect(await secret("/flaky")).toBe("a");
    expect(store.reads).toHaveLength(reads);
    vi.setSystemTime(start + 7 * minute);
    expect(await secret("/flaky")).toBe("a");
    expect(store.reads.length).toBeGreaterThan(reads);
    vi.setSystemTime(start + 61 * minute);
    await expect(secret("/flaky")).rejects.toThrow(/\/flaky can't be read/);
  });

  test("can be read after a failure", async () => {
    await expect(secret("/late")).rejects.toThrow();
    store.set("/late", "a");
    expect(await secret("/late")).toBe("a");
  });

  test("that is empty counts as none", async () => {
    store.set("/empty", "");
    await expect(secret("/empty")).rejects.toThrow(/\/empty can't be read/);
  });
});
