import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { synthesize } from "../synth/app.ts";
import { checkout, repository, temporaryFolder } from "../synth/checkout.ts";

const readme = readFileSync(join(repository, "README.md"), "utf8");

/** README's first block of code in a language. */
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme)?.[1] ?? "";

const folder = temporaryFolder();
const root = join(folder, "project");
const stack = join(root, "cdktf.out", "stacks", "site-prod");

/** A project whose only environment attaches README's handler to one distribution. */
beforeAll(async () => {
  checkout(root);
  mkdirSync(join(root, "edge-handlers", "language"));
  writeFileSync(join(root, "edge-handlers", "language", "handler.ts"), block("ts"));
  const environment = {
    account: "123456789012",
    region: "eu-west-1",
    state: { type: "local" },
    protections: { preventDestroy: false },
    handlers: { language: {} },
    distributions: {
      site: {
        comment: "Site",
        origins: { pages: { type: "static" } },
        defaultBehavior: { origin: "pages", viewerRequest: "language" },
      },
    },
  };
  writeFileSync(join(root, "environments", "prod.ts"), `export default ${JSON.stringify(environment)};\n`);
  await synthesize(root, { FEATHEREDGE_ENVIRONMENTS: "prod" });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("README's first screen", () => {
  it("has a handler of about ten lines", () => {
    expect(block("ts").trim().split("\n").length).toBeLessThanOrEqual(10);
  });

  it("shows the HCL that its handler becomes", () => {
    const written = readFileSync(join(stack, "cdk.tf"), "utf8");
    const excerpts = block("hcl")
      .split(/^ *# …\n|^}\n\n?/m)
      .filter((excerpt) => excerpt !== "");
    expect(excerpts).toHaveLength(3);
    for (const excerpt of excerpts) expect(written).toContain(excerpt);
    expect(written).toContain("CloudFront-Viewer-Country");
  });

  it("says about how many bytes the function has", () => {
    const said = Number(/CloudFront Function of about (\d+) bytes/.exec(readme)?.[1]);
    const { length } = readFileSync(join(stack, "functions", "language.js"));
    expect(Math.abs(length - said)).toBeLessThan(said * 0.15);
  });
});
