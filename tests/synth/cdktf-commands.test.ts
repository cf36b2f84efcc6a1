import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referenceEnvironments } from "#fixtures/reference-site.ts";
import { contents, run, synthesize } from "./app.ts";
import { checkout, temporaryFolder } from "./checkout.ts";

const folder = temporaryFolder();
const root = join(folder, "repository");
const cdktf = (...args: string[]) =>
  run([join(root, "node_modules", ".bin", "cdktf"), ...args], root, { CHECKPOINT_DISABLE: "1", CI: "1" });

beforeAll(() => {
  checkout(root);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("cdktf's own commands", () => {
  it("list the stacks", async () => {
    const { exitCode, stdout } = await cdktf("list");
    expect(exitCode).toBe(0);
    for (const name of referenceEnvironments) {
      expect(stdout).toMatch(new RegExp(`site-${name} +cdktf\\.out/stacks/site-${name}`));
    }
  });

  it("synthesize what the app does without them", async () => {
    expect(await cdktf("synth")).toMatchObject({ exitCode: 0 });
    const theirs = contents(join(root, "cdktf.out"));
    await synthesize(root);
    expect(contents(join(root, "cdktf.out"))).toEqual(theirs);
  });
});
