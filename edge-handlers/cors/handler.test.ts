import path from "node:path";
import { loadCases, mismatches, runCase } from "@featheredge/edge-sdk/testing";
import { describe, expect, test } from "vitest";
import { config } from "./config.ts";
import handler from "./handler.ts";

describe("cors", () => {
  test.each(loadCases(path.join(import.meta.dirname, "events")))("$file: $case", async (found) => {
    const outcome = await runCase(handler, found, config.parse(found.config));
    expect(mismatches(found.expected, outcome)).toEqual([]);
  });
});
