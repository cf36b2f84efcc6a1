import type { EdgeEvent } from "@featheredge/aws-rules";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Workspace } from "../../testing/workspace.ts";
import { writeRules } from "../writes/check.ts";
import { writeRows } from "./testing/write-rows.ts";

// Each case builds for real, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

/** The problems and the warnings of a build. */
async function messagesOf(event: EdgeEvent, source: string): Promise<readonly string[]> {
  workspace.write("native/handler.js", source);
  const [handlers, behaviors] = [{ native: {} }, [{ events: { [event]: ["native"] } }]] as const;
  const problems = await workspace.problems(handlers, behaviors);
  if (problems.length > 0) return problems;
  return (await workspace.build(handlers, behaviors)).functions.flatMap(({ warnings }) => warnings);
}

describe("the advice of the check of written values", () => {
  it("has rows for each rule", () => {
    expect(Object.keys(writeRows).sort()).toEqual([...writeRules]);
  });

  it.each(Object.entries(writeRows).flatMap(([rule, rows]) => rows.map((row) => [rule, row.advice, row] as const)))(
    "leads to a build without a problem or a warning: %s: %s",
    async (_, advice, { event, broken, fixed, fixedEvent = event }) => {
      expect(await messagesOf(event, broken)).toEqual([expect.stringContaining(advice)]);
      expect(await messagesOf(fixedEvent, fixed)).toEqual([]);
    },
  );
});
