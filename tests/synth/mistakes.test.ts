import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { app, contents, run, synthesize } from "./app.ts";
import { checkout, temporaryFolder } from "./checkout.ts";

const folder = temporaryFolder();
const root = join(folder, "repository");
const file = join(root, "environments", "dev.ts");
let original: string;

beforeAll(() => {
  checkout(root);
  original = readFileSync(file, "utf8");
});
beforeEach(() => {
  writeFileSync(file, original);
  rmSync(join(root, "cdktf.out"), { recursive: true, force: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the app on an environment in which one text is replaced by another. */
async function runWithMistake(from: string, to: string, environment = "dev") {
  expect(original).toContain(from);
  writeFileSync(file, original.replace(from, to));
  return await run(app, root, { FEATHEREDGE_ENVIRONMENTS: environment });
}

describe("an app that is given a mistake", () => {
  it.each([
    ["an unknown environment", "", "", "There is no environment 'deev'. Did you mean 'dev'?", "deev"],
    [
      "an unknown key",
      "priceClass:",
      "priceClas:",
      "error FE-ENV-001: environments/dev.ts:25:7: distributions.site.priceClas: unknown key",
    ],
    [
      "a wrong account id",
      '"111122223333"',
      '"1111"',
      "error FE-ENV-003: environments/dev.ts:6:3: account: '1111': an AWS account id is",
    ],
    [
      "an invalid path pattern",
      "comment:",
      'behaviors: [...(site.behaviors ?? []), { pathPattern: "/[a]/*", origin: "pages" }], comment:',
      "error FE-DST-018: environments/dev.ts:21:7: distributions.site.behaviors[2].pathPattern: The path pattern '/[a]/*'",
    ],
    [
      "a handler that does not exist",
      "    redirects,\n",
      '    redirects: { handler: "redirect", config: {} },\n',
      "error FE-HND-002: environments/dev.ts:13:5: handlers.redirects: ",
    ],
    [
      "a file that is not TypeScript",
      "distributions: {",
      "distributions: {{",
      "environments/dev.ts:18:18: ERROR: Expected identifier",
    ],
    [
      "a handler's config that its schema refuses",
      '"country-router": countryRouter,',
      '"country-router": { config: { ...countryRouter.config, fallback: "fr" } },',
      "error FE-HND-005: environments/dev.ts:14:60: handlers.country-router.config.fallback: ",
    ],
  ])("reports %s with its location, and writes nothing", async (_, from, to, expected, environment = "dev") => {
    const { exitCode, stdout, stderr } = await runWithMistake(from, to, environment);
    expect(stderr).toContain(expected);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).not.toMatch(/\n {4}at |node:internal/);
    expect(existsSync(join(root, "cdktf.out"))).toBe(false);
  });

  it("names the file that can't be written, and the fix", async () => {
    writeFileSync(join(root, "cdktf.out"), "a file instead of the folder");
    const { exitCode, stderr } = await run(app, root, { FEATHEREDGE_ENVIRONMENTS: "dev" });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^error FE-CLI-014: .*cdktf\.out: can't be written \(EEXIST\)\. .*, then run the command again\.$/m,
    );
    expect(stderr).not.toMatch(/\n {4}at |node:internal/);
  });

  it("keeps the output of an earlier synthesis", async () => {
    await synthesize(root, { FEATHEREDGE_ENVIRONMENTS: "dev" });
    const before = contents(join(root, "cdktf.out"));
    expect(await runWithMistake("priceClass:", "priceClas:")).toMatchObject({ exitCode: 1 });
    expect(contents(join(root, "cdktf.out"))).toEqual(before);
  });
});
