import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Context, createOutput } from "../context.ts";
import { AlreadyReported } from "../report/failure.ts";
import { loadEnvironment } from "./registry.ts";
import { buildHandlers } from "./synthesis.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "featheredge-synthesis-"));
  mkdirSync(join(root, "stacks"));
  mkdirSync(join(root, "environments"));
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
});
afterEach(() => rmSync(root, { recursive: true }));

function context(): Context {
  const never = new AbortController().signal;
  const silent = { write: () => true };
  return {
    root,
    env: process.env,
    interruption: { stop: never, kill: never },
    output: createOutput(silent, silent, (text) => text),
    confirm: undefined,
  };
}

describe("buildHandlers", () => {
  it("adds nothing to the app's report when the app removed its output folder", async () => {
    writeFileSync(
      join(root, "stacks", "main.ts"),
      'import { rmSync } from "node:fs"; rmSync(process.env.CDKTF_OUTDIR!, { recursive: true }); process.exitCode = 1;',
    );
    await expect(buildHandlers(context(), ["dev"])).rejects.toThrow(AlreadyReported);
    expect(readdirSync(join(root, ".featheredge"))).toEqual([]);
  });

  it("reports that the app is missing", async () => {
    await expect(buildHandlers(context(), ["dev"])).rejects.toMatchObject({
      userFacing: true,
      message: "stacks/main.ts, the project's cdktf app, is missing. Restore it.",
    });
  });
});

describe("an environment that can't be loaded", () => {
  it.each([
    ["is missing", undefined, "environments/index.ts is missing. Restore it, or run the command in another project."],
    ["does not parse", "syntax(", "environments/index.ts can't be loaded: "],
    ["throws", 'throw new Error("boom");', "environments/index.ts can't be loaded: Error: boom"],
    [
      "exports something else",
      "export const a = 1;",
      "environments/index.ts: It must export 'environmentNames', a list,",
    ],
  ])("is the author's mistake when index.ts %s", async (_, source, message) => {
    if (source !== undefined) writeFileSync(join(root, "environments", "index.ts"), source);
    await expect(loadEnvironment(root, "dev")).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringContaining(message),
    });
  });
});
