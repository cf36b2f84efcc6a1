import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildEnvironment } from "@featheredge/compiler";
import { afterAll, describe, expect, it, vi } from "vitest";
import { environmentNames, loadEnvironment } from "#environments";
import { buildInput } from "./build-input.ts";
import { synthesise } from "./synthesis/synthesise.ts";

// Handlers are compiled and run in their engines, perhaps on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const root = resolve(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "project-"));

afterAll(() => rmSync(scratch, { recursive: true }));

describe("this project's environments", () => {
  it.each(environmentNames)("%s compiles, and synthesizes a stack for each distribution", async (name) => {
    const environment = await loadEnvironment(name);
    const build = await buildEnvironment({
      ...buildInput(name, environment, root),
      outputDirectory: join(scratch, "build", name),
      cacheDirectory: join(scratch, "cache"),
    });
    const outputDirectory = join(scratch, "cdktf.out");
    const stacks = synthesise([{ name, environment, build }], { root, outputDirectory, environmentNames });
    expect(stacks.map(({ distribution }) => distribution)).toEqual(Object.keys(environment.distributions));
    for (const { directory } of stacks) expect(existsSync(join(directory, "cdk.tf"))).toBe(true);
  });
});
