import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildEnvironment } from "@featheredge/compiler";
import { afterAll, describe, expect, it } from "vitest";
import { environmentNames, loadEnvironment } from "#environments";
import { buildInput, stackKinds, synthesize } from "./index.ts";

const root = resolve(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "project-"));

afterAll(() => rmSync(scratch, { recursive: true }));

describe("this project's environments", () => {
  it.each(environmentNames)("%s compiles, and synthesizes a stack for each entry", async (name) => {
    const environment = await loadEnvironment(name);
    const build = await buildEnvironment({
      ...buildInput(name, environment, root),
      outputDirectory: join(scratch, "build", name),
      cacheDirectory: join(scratch, "cache"),
    });
    const outputDirectory = join(scratch, "cdktf.out");
    const stacks = synthesize([{ name, environment, build }], {
      kinds: stackKinds,
      root,
      outputDirectory,
      environmentNames,
    });
    const entries = stackKinds.flatMap((kind) => kind.idsOf(environment).map((id) => `${kind.name} ${id}`));
    expect(stacks.map(({ identity }) => `${identity.kind} ${identity.name}`).sort()).toEqual(entries.sort());
    for (const { directory } of stacks) expect(existsSync(join(directory, "cdk.tf"))).toBe(true);
  });
});
