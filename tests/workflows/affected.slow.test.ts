import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { succeed } from "../loopback/command.ts";
import { referenceProject } from "../loopback/projects.ts";
import { commitAll, git, initialize } from "./git-project.ts";

let root: string;
let base: string;

beforeAll(() => {
  root = referenceProject();
  base = initialize(root);
});
afterAll(() => rmSync(root, { recursive: true }));

const affected = async (...args: readonly string[]) => {
  const outputs = join(root, ".featheredge", "outputs");
  writeFileSync(outputs, "");
  const env = { GITHUB_OUTPUT: outputs };
  const { stdout } = await succeed(["affected", "--base", base, "--json", ...args], { cwd: root, env });
  return { ...JSON.parse(stdout), outputs: readFileSync(outputs, "utf8") };
};

describe("the stacks that a change affects", () => {
  it("do not exist when it changes only docs, so that nothing is planned", async () => {
    mkdirSync(join(root, "docs"));
    writeFileSync(join(root, "docs/page.md"), "# A page\n");
    commitAll(root, "Write a page");
    expect(await affected()).toMatchObject({
      environments: [],
      matrix: { include: [] },
      outputs: 'matrix={"include":[]}\nany=false\n',
    });
  });

  it("are one when it changes one environment, and a bundle of it says the same without running its code", async () => {
    const file = join(root, "environments/staging.ts");
    const text = readFileSync(file, "utf8");
    expect(text).toContain('comment: "');
    writeFileSync(file, text.replace('comment: "', 'comment: "Changed: '));
    commitAll(root, "Change a comment");
    const bundle = join(root, ".featheredge", "change.bundle");
    const { stdout } = await succeed(["synth", "--bundle", bundle], { cwd: root });
    const [digest = ""] = stdout.split(" ");
    // The base is checked out, as where reviewed code judges a pull request: it has none of the change's files.
    git(root, "checkout", "-q", base);
    expect(await affected("--bundle", bundle, "--digest", digest)).toMatchObject({
      environments: [{ environment: "staging", stacks: ["site-staging"], removed: [] }],
      matrix: { include: [{ environment: "staging", stacks: "site-staging" }] },
    });
  });
});
