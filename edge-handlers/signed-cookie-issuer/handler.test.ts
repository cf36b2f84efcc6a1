import path from "node:path";
import {
  loadCases,
  mismatches,
  type ParameterStore,
  runCase,
  startParameterStore,
} from "@featheredge/edge-sdk/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { config } from "./config.ts";
import handler from "./handler.ts";

const cases = loadCases(path.join(import.meta.dirname, "events"));

describe("signed-cookie-issuer", () => {
  let store: ParameterStore;

  beforeAll(async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    store = await startParameterStore(Object.assign({}, ...cases.map((found) => found.secrets)));
    for (const [name, value] of Object.entries(store.environment)) vi.stubEnv(name, value);
  });

  afterAll(async () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await store.close();
  });

  test.each(cases)("$file: $case", async (found) => {
    const outcome = await runCase(handler, found, config.parse(found.config));
    expect(mismatches(found.expected, outcome)).toEqual([]);
  });
});
