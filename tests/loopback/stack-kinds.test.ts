import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

/** Two environments of the same stacks: `qa` is applied and served, `fresh` never is. */
const environment = (
  name: string,
  account: string,
  entries = "",
) => `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "state-${account}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  logRetentionDays: 1,
  apis: { orders: { source: "apis/orders/handler.ts" } },
  ${entries}
  distributions: {
    shop: {
      comment: "Shop of ${name}",
      waitForDeployment: false,
      aliases: ["${name}.example.com"],
      certificate: "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555",
      origins: { orders: { type: "api", api: "orders" } },
      defaultBehavior: {
        origin: "orders",
        viewerProtocolPolicy: "allow-all",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        cachePolicy: "CachingDisabled",
        originRequestPolicy: "AllViewerExceptHostHeader",
      },
    },
  },
} satisfies EnvironmentInput;
`;

const handler = `import { total } from "./total.ts";

export async function handler(event: { readonly rawPath: string; readonly requestContext: { http: { method: string } } }) {
  const { method } = event.requestContext.http;
  return { statusCode: 200, body: JSON.stringify({ method, path: event.rawPath, total: total([1, 2, 3]) }) };
}
`;
const total = "export const total = (prices: readonly number[]) => prices.reduce((sum, price) => sum + price, 0);\n";

const account = "111111111111";
let root: string;
let loopback: Loopback;
let applied: string;

/** One loopback for all tests, which also serves the distributions. */
beforeAll(async () => {
  root = projectWith({ handlers: {} });
  const registry = join(root, "environments", "index.ts");
  const text = readFileSync(registry, "utf8");
  writeFileSync(registry, text.replace("{ qa:", '{ fresh: () => import("./fresh.ts"), qa:'));
  const greetings = 'greetings: { hello: { value: "Hello" } },';
  writeFileSync(join(root, "environments", "qa.ts"), environment("qa", account, greetings));
  writeFileSync(join(root, "environments", "fresh.ts"), environment("fresh", "222222222222"));
  mkdirSync(join(root, "apis", "orders"), { recursive: true });
  writeFileSync(join(root, "apis", "orders", "handler.ts"), handler);
  writeFileSync(join(root, "apis", "orders", "total.ts"), total);
  await run("new", "stack", "greeting");
  loopback = await startProjectLoopback(root, {});
  applied = (await run("apply", "qa", "--loopback", "--yes")).stderr;
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

const run = async (...args: string[]) => {
  return await succeed(args, { cwd: root });
};

/** Reads the parameter that the new kind makes, in the environment's home region. */
const parameter = ["ssm", "get-parameter", "--region=eu-west-1", "--name=qa-hello-value"] as const;

describe("a distribution whose origin is an API of another stack", () => {
  it("is applied after the API, and sends requests to it", async () => {
    expect(applied).toMatch(/Applying orders-qa\n(.*\n)*Planning shop-qa\nApplying shop-qa\n/);
    const answer = await requestEdge({ port: loopback.edge?.httpPort ?? 0, host: "qa.example.com", path: "/orders/7" });
    expect(answer).toMatchObject({ status: 200, headers: { "x-cache": "Miss from cloudfront" } });
    expect(JSON.parse(answer.body)).toEqual({ method: "GET", path: "/orders/7", total: 6 });
  });

  it("has nothing to change in the next plan, and neither has another stack", async () => {
    expect(await plannedChanges(root, "qa")).toEqual([noChanges, noChanges, noChanges]);
  });

  it("is not planned while the API was never applied, and names it", async () => {
    const { stdout } = await run("plan", "fresh", "--loopback");
    expect(stdout).toMatch(/\norders-fresh\nPlan: \d+ to add, 0 to change, 0 to destroy\.\n/);
    expect(stdout).toContain(
      "\nshop-fresh\nNot planned: it uses outputs of orders-fresh, which must be applied first.",
    );
  });

  it("is applied together with a stack of a kind that 'new stack' wrote, whose own test passes", async () => {
    expect(await awsTools(loopback, account).cli(...parameter)).toMatchObject({ Parameter: { Value: "Hello" } });
    const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
    const { VITEST: _, ...env } = process.env;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [vitest, "run", "--root", root, "--reporter=json", "stacks/greeting"],
      { cwd: root, env },
    );
    expect(JSON.parse(stdout)).toMatchObject({ numPassedTests: 1, numFailedTests: 0 });
  });

  it("is destroyed before the API, and nothing is left", async () => {
    const { stderr } = await run("destroy", "qa", "--loopback", "--yes");
    expect(stderr).toMatch(/Destroying shop-qa\n(.*\n)*Destroying orders-qa\n/);
    expect(await awsTools(loopback, account).errorCode(...parameter)).toBe("ParameterNotFound");
    expect(await leftBehind(loopback, account)).toEqual(nothing(`state-${account}`));
  });
});
