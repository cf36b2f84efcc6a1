import path from "node:path";
import { loadCases, mismatches, runCase } from "@featheredge/edge-sdk/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { config } from "./config.ts";
import handler from "./handler.ts";

/** Every case with a shared secret in Parameter Store must have the same result with that secret in the KeyValueStore. */
const bySecret = loadCases(path.join(import.meta.dirname, "events")).flatMap((found) => {
  const settings = config.parse(found.config);
  if (settings.key.type !== "secret") return [];
  const { parameter } = settings.key;
  const kvs: Record<string, string> = { "auth/key": found.secrets[parameter] ?? "" };
  return [{ ...found, kvs, config: { ...settings, key: { type: "kvs" as const, name: "auth/key" } } }];
});

describe("members-auth with a key in the KeyValueStore", () => {
  beforeAll(() => void vi.spyOn(console, "log").mockImplementation(() => {}));
  afterAll(() => void vi.restoreAllMocks());

  test("passes all the cases of a shared secret", () => {
    expect(bySecret.length).toBeGreaterThan(60);
  });

  test.each(bySecret)("$file: $case", async (found) => {
    expect(mismatches(found.expected, await runCase(handler, found))).toEqual([]);
  });

  test("lets no viewer in while the store has no key", async () => {
    const [valid] = bySecret.filter(({ file }) => file === "cookie.json");
    if (valid === undefined) throw new Error("there is no cookie.json");
    expect((await runCase(handler, { ...valid, kvs: {} })).response?.statusCode).toBe(503);
  });
});
