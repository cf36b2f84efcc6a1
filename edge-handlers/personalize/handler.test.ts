import path from "node:path";
import { loadCases, mismatches, runCase } from "@featheredge/edge-sdk/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { config } from "./config.ts";
import handler from "./handler.ts";

describe("personalize", () => {
  beforeAll(() => void vi.spyOn(console, "log").mockImplementation(() => {}));
  afterAll(() => void vi.restoreAllMocks());

  test.each(loadCases(path.join(import.meta.dirname, "events")))("$file: $case", async (found) => {
    const outcome = await runCase(handler, found, config.parse(found.config));
    expect(mismatches(found.expected, outcome)).toEqual([]);
  });
});
