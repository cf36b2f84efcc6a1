import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { copyOfThisProject } from "#fixtures/copy.ts";
import { succeed } from "../loopback/command.ts";
import { repository } from "../synth/checkout.ts";

const docs = join(repository, "docs");

/** The environments that have pages in docs: whatever the project documents in this way. */
const documented = readdirSync(docs).filter((name) => existsSync(join(docs, name, "table.md")));

const root = copyOfThisProject();
afterAll(() => rmSync(root, { recursive: true }));

// `npx vitest run tests/docs/pages.test.ts -u` writes the pages again.
describe("the pages of environments in docs", () => {
  it("have the table that 'featheredge table' prints", async () => {
    for (const name of documented) {
      const { stdout } = await succeed(["table", name], { cwd: root });
      await expect(stdout).toMatchFileSnapshot(join(docs, name, "table.md"));
    }
  });

  it.each([
    ["svg", "diagram.svg"],
    ["mermaid", "diagram.mmd"],
  ])("have the picture that 'featheredge diagram' draws: %s", async (format, file) => {
    for (const name of documented) {
      const { stdout } = await succeed(["diagram", name, "--format", format], { cwd: root });
      await expect(stdout).toMatchFileSnapshot(join(docs, name, file));
    }
  });
});
