import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { terraformEnvironment } from "@featheredge/cli/terraform";
import { startLoopback } from "@featheredge/loopback";
import { afterAll, describe, expect, it } from "vitest";
import { referenceEnvironment } from "#fixtures/reference-site.ts";
import { checkout, temporaryFolder } from "../synth/checkout.ts";

const folder = temporaryFolder();
const root = checkout(join(folder, "repository"));

afterAll(() => rmSync(folder, { recursive: true }));

describe("cdktf's own command", () => {
  it("plans an environment's stack from the same app", async () => {
    const { account, state } = await referenceEnvironment("dev");
    if (state.type !== "s3") throw new Error("dev keeps its state in S3");
    const loopback = await startLoopback();
    try {
      await loopback.ensureBucket({ name: state.bucket, region: state.region, account });
      const { variables } = await terraformEnvironment({ root, env: process.env });
      const { stdout } = await promisify(execFile)("npx", ["cdktf", "plan", "site-dev", "--skip-provider-lock"], {
        cwd: root,
        maxBuffer: 1 << 26,
        env: { ...process.env, ...variables, ...loopback.environment(account), CI: "true" },
      });
      const plan = stripVTControlCharacters(stdout);
      expect(plan).toContain('resource "aws_cloudfront_distribution" "site"');
      expect(plan).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy\./);
    } finally {
      await loopback.close();
    }
  });
});
