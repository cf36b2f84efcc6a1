import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { KeyValueStore } from "./index.ts";
import { keyValueStore } from "./key-value-store.ts";
import { type ParameterStore, type StoreServer, startKeyValueStore, startParameterStore } from "./testing/index.ts";

const start = Date.UTC(2026, 0, 1);
const arn = "arn:aws:cloudfront::123456789012:key-value-store/a1b2c3d4";
let tests = 0;

describe("a KeyValueStore in Lambda@Edge", () => {
  let parameters: ParameterStore;
  let server: StoreServer;
  let store: KeyValueStore;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    vi.spyOn(console, "error").mockImplementation(() => {});
    // A parameter's value is remembered by its name.
    const name = `/store-${tests++}`;
    parameters = await startParameterStore({ [name]: arn });
    server = await startKeyValueStore(arn, { a: "1", "x/moved//old é": '"/new"' });
    for (const each of [parameters, server]) {
      for (const [variable, value] of Object.entries(each.environment)) vi.stubEnv(variable, value);
    }
    store = keyValueStore(name);
  });

  afterEach(async () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await Promise.all([parameters.close(), server.close()]);
  });

  test("gives values, whatever characters their keys have, and undefined for what it has not", async () => {
    expect([await store.get("a"), await store.get("x/moved//old é"), await store.get("none")]).toEqual([
      "1",
      '"/new"',
      undefined,
    ]);
  });

  test("remembers values and misses for 30 seconds", async () => {
    await store.get("a");
    await store.get("none");
    server.set("a", "2");
    vi.setSystemTime(start + 29_000);
    expect([await store.get("a"), await store.get("none")]).toEqual(["1", undefined]);
    expect(server.reads).toEqual(["a", "none"]);
    vi.setSystemTime(start + 31_000);
    expect(await store.get("a")).toBe("2");
  });

  test("gives the last value while it can't be read, asking again each 5 seconds", async () => {
    await store.get("a");
    server.fail(500);
    vi.setSystemTime(start + 31_000);
    expect([await store.get("a"), await store.get("a"), await store.get("b")]).toEqual(["1", "1", undefined]);
    expect(server.reads).toEqual(["a", "a", "b"]);
    server.fail(undefined);
    server.set("a", "2");
    vi.setSystemTime(start + 37_000);
    expect(await store.get("a")).toBe("2");
  });

  test("gives undefined without a server, without its ARN, and without credentials", async () => {
    expect(await keyValueStore("/no-such-parameter").get("a")).toBeUndefined();
    vi.stubEnv("AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE", "http://127.0.0.1:9");
    expect(await store.get("a")).toBeUndefined();
    vi.stubEnv("AWS_ACCESS_KEY_ID", "");
    expect(await store.get("b")).toBeUndefined();
  });

  test("forgets the oldest of a thousand keys, since viewers may make them up", async () => {
    await store.get("a");
    for (let i = 0; i < 1000; i++) await store.get(`made-up-${i}`);
    await store.get("a");
    expect(server.reads.filter((key) => key === "a")).toHaveLength(2);
  });
});
