import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DistributionChange, PlanSummary } from "@featheredge/cli/plan-summary";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { featheredge, succeed } from "./command.ts";
import { changeProject, plantedKey, protectProject, scenarioProject } from "./plan-scenario.ts";

const putByHand = "put-by-hand-and-secret";
let root: string;
let applied: string;
let text: string;
let summary: PlanSummary;
let shop: DistributionChange;

beforeAll(async () => {
  root = scenarioProject();
  applied = (await run("apply", "qa", "--loopback", "--yes")).stdout;
  await run("kvs", "put", "qa", "shop", "by-hand", putByHand, "--loopback");
  changeProject(root);
  const planned = await run("plan", "qa", "--loopback", "--base", "HEAD", "--terraform");
  text = planned.stdout;
  summary = JSON.parse(readFileSync(join(root, ".featheredge/summaries/qa/summary.json"), "utf8"));
  if (process.env.FEATHEREDGE_RECORD !== undefined) await record();
  const [distribution] = summary.distributions;
  if (distribution === undefined) throw new Error(text);
  shop = distribution;
}, 600_000);

afterAll(() => rmSync(root, { recursive: true }));

const command = join(import.meta.dirname, "../../node_modules/.bin/featheredge");
/**
 * Records the plan for the unit tests, without the parts that they don't read. To record it again:
 * `FEATHEREDGE_RECORD=1 npx vitest run --project slow plan-summary`
 */
async function record(): Promise<void> {
  const terraform = ["terraform", `-chdir=${join(root, "cdktf.out/stacks/shop-qa")}`];
  const onLoopback = (...args: string[]) => run("loopback", "--environment", "qa", "--", ...terraform, ...args);
  await onLoopback("plan", "-out=recorded.tfplan");
  const { stdout } = await onLoopback("show", "-json", "recorded.tfplan");
  const { planned_values, resource_drift, relevant_attributes, timestamp, ...plan } = JSON.parse(stdout);
  const { functions, placements, behaviors } = JSON.parse(
    readFileSync(join(root, ".featheredge/build/qa/manifest.json"), "utf8"),
  );
  const pairs: { readonly key: string; readonly value: string }[] = JSON.parse(
    readFileSync(join(root, "cdktf.out/stacks/shop-qa/key-value-store.json"), "utf8"),
  );
  const entries = { shop: Object.fromEntries(pairs.map(({ key, value }) => [key, value])) };
  const recorded = { plan, build: { functions, placements, behaviors }, entries, summary };
  const file = "../../packages/cli/src/plan-summary/testing/shop.recorded";
  writeFileSync(join(import.meta.dirname, file), `${JSON.stringify(recorded)}\n`);
}

const run = (...args: string[]) => succeed(args, { cwd: root });

describe("the summary of a plan", () => {
  it("shows a first apply as added functions and behaviors", () => {
    expect(applied).toContain("\n+ distributions.shop (shop-qa)");
    expect(applied).toMatch(
      /\n {2}\+ function greet {2}CloudFront Function, at viewer-request of \*, \d+ of 10,240 bytes/,
    );
    expect(applied).toMatch(/\nshop-qa\nPlan: \d+ to add, 0 to change, 0 to destroy\.\n/);
  });

  it("has destroys with their reasons first", () => {
    expect(summary.removals.map(({ name, address, action, reasons }) => [name, address, action, reasons])).toEqual([
      [
        "members",
        "aws_cloudfront_function.members",
        "destroy",
        [expect.stringMatching(/^'members' moves to Lambda@Edge: .*fetch/)],
      ],
      ["old", "aws_cloudfront_function.old", "destroy", ["No behavior runs it any more."]],
      [
        "members",
        "aws_cloudwatch_log_group.members_logs",
        "destroy",
        [expect.stringContaining("moves to Lambda@Edge")],
      ],
      ["old", "aws_cloudwatch_log_group.old_logs", "destroy", ["No behavior runs it any more."]],
    ]);
  });

  it("names settings and behaviors by the environment's keys", () => {
    expect(shop.settings).toEqual([
      { key: "comment", before: "Shop", after: "Shop with `ticks` and <b>@someone</b>" },
      { key: "origins.app.customHeaders.x-key.value", after: "(secret)" },
    ]);
    expect(shop.behaviors).toEqual([
      {
        path: "/members/*",
        key: "distributions.shop.behaviors[0]",
        change: "changed",
        changes: [{ key: "viewerRequest", before: "members (CloudFront Function)", after: "members (Lambda@Edge)" }],
      },
      {
        path: "/store/*",
        key: "distributions.shop.behaviors[1]",
        change: "changed",
        changes: [{ key: "compress", before: "true", after: "false" }],
      },
      {
        path: "/images/*",
        key: "distributions.shop.behaviors[2]",
        change: "moved",
        position: { before: 0, after: 2 },
        changes: [],
      },
      {
        path: "/new/*",
        key: "distributions.shop.behaviors[3]",
        change: "added",
        changes: [
          { key: "origin", after: "pages" },
          { key: "viewerProtocolPolicy", after: "https-only" },
        ],
      },
      { path: "/old/*", key: "distributions.shop.behaviors[2]", change: "removed", changes: [] },
    ]);
  });

  it("has the source difference of a function, with the files that it imports", () => {
    const greet = shop.functions.find(({ name }) => name === "greet");
    expect(greet).toMatchObject({ change: "changed", source: { kind: "source" } });
    expect(greet?.computePercent.after).toBeGreaterThan(0);
    const lines = greet?.source.files.flatMap(({ path, hunks }) => [path, ...hunks.flatMap((hunk) => hunk.lines)]);
    expect(lines?.filter((line) => !line.startsWith(" "))).toEqual([
      "edge-handlers/greet/handler.ts",
      '-export default onViewerRequest((request) => (request.path === "/hi" ? redirect(target, 302) : request));',
      '+export default onViewerRequest((request) => (request.path === "/hey" ? redirect(target, 302) : request));',
      "edge-handlers/shared/target.ts",
      '-export const target = "/hello";',
      '+export const target = "/welcome";',
    ]);
  });

  it("has a function's move with its reason, bytes and cost before and after", () => {
    const members = shop.functions.find(({ name }) => name === "members");
    expect(members).toMatchObject({
      change: "moved",
      runtime: { before: "cloudfront-function", after: "lambda-at-edge" },
      runsAt: [{ path: "/members/*", event: "viewer-request" }],
      reasons: [expect.stringContaining("fetch")],
      bytes: { before: expect.any(Number), after: expect.any(Number) },
      perMillion: { before: 0.1, after: expect.closeTo(0.66, 2) },
    });
    const { before = 0, after = 0 } = shop.functionsPerMonth;
    expect(after).toBeGreaterThan(before);
    expect(shop.functions.map(({ name, change }) => [name, change])).toContainEqual(["old", "removed"]);
  });

  it("has the entries of the KeyValueStore that differ, which 'kvs sync' writes", () => {
    expect(shop.keyValueStore).toEqual({
      byApply: false,
      added: [{ key: "key", value: "(secret)" }],
      changed: [{ key: "greeting", value: "good day" }],
      extra: ["by-hand"],
    });
  });

  it("shows no secret and no function's code in a line, in any of its forms", () => {
    const written = ["summary.json", "terraform.txt"].map((name) =>
      readFileSync(join(root, ".featheredge/summaries/qa", name), "utf8"),
    );
    for (const output of [text, ...written]) {
      expect(output).not.toContain(plantedKey);
      expect(output).not.toContain(putByHand);
      expect(Math.max(...output.split("\n").map((line) => line.length))).toBeLessThan(300);
    }
    expect(text).toContain("aws_lambda_function.members will be created");
  });
});

describe("a protected environment", () => {
  it("saves no plan whose destroys are not named, and says how to name each", async () => {
    protectProject(root);
    const refused = await featheredge(["plan", "qa", "--loopback", "--save", "--allow-destroy", "old"], { cwd: root });
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("The plan would destroy 'members' (aws_cloudfront_function.members,");
    expect(refused.stderr).toContain("'allow-destroy: members'");
    expect(refused.stderr).toContain("--allow-destroy members");
    expect(refused.stderr).not.toContain("'allow-destroy: old'");
  });

  it("saves and applies it when the pull request's description names them", { timeout: 600_000 }, async () => {
    const env = {
      FEATHEREDGE_PULL_REQUEST_BODY: "Moves members.\r\n\r\nallow-destroy: members\r\nallow-destroy: `old`\r\n",
    };
    await succeed(["plan", "qa", "--loopback", "--save"], { cwd: root, env });
    const { stdout } = await run("loopback", "--environment", "qa", "--", command, "apply", "qa");
    expect(stdout).toContain("- destroy old");
    writeFileSync(
      join(root, "environments/qa.ts"),
      readFileSync(join(root, "environments/qa.ts"), "utf8").replace("preventDestroy: true", "preventDestroy: false"),
    );
    const planned = await run("plan", "qa", "--loopback", "--json");
    expect(JSON.parse(planned.stdout).summary).toMatchObject({ removals: [], unnamed: [] });
    await run("destroy", "qa", "--loopback", "--yes");
  });
});
