import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findTerraform, terraformEnvironment } from "@featheredge/cli/terraform";
import { startLoopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referenceEnvironment } from "#fixtures/reference-site.ts";
import { type Finished, featheredge } from "./command.ts";
import { referenceProject } from "./projects.ts";

interface Association {
  readonly event_type: { readonly constant_value: string };
  readonly function_arn?: { readonly references: readonly string[] };
  readonly lambda_arn?: { readonly references: readonly string[] };
}

interface Behavior {
  readonly path_pattern?: { readonly constant_value: string };
  readonly function_association?: readonly Association[];
  readonly lambda_function_association?: readonly Association[];
}

let root: string;
let stack: string;
let planned: Finished;

beforeAll(async () => {
  root = referenceProject();
  stack = join(root, "cdktf.out", "stacks", "site-prod");
  planned = await featheredge(["plan", "prod", "--loopback"], { cwd: root });
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Plans the stack again, by terraform without our command, and reads the plan's JSON. */
async function planAsData() {
  const { account, state } = await referenceEnvironment("prod");
  const terraform = await findTerraform(process.env);
  const setup = await terraformEnvironment({ root, env: process.env });
  const loopback = await startLoopback({ directory: join(root, "loopback"), env: process.env });
  try {
    if (state.type === "s3") await loopback.ensureBucket({ name: state.bucket, region: state.region, account });
    await loopback.tunnel(["registry.terraform.io", "releases.hashicorp.com", ...setup.providerHosts]);
    const env = { ...process.env, ...setup.variables, ...loopback.environment(account) };
    const run = (...args: string[]) =>
      promisify(execFile)(terraform.path, [`-chdir=${stack}`, ...args], { env, maxBuffer: 1 << 28 });
    await run("init", "-lockfile=readonly");
    const file = join(root, "tfplan");
    await run("plan", `-out=${file}`);
    return JSON.parse((await run("show", "-json", file)).stdout);
  } finally {
    await loopback.close();
  }
}

describe("planning prod on the loopback", () => {
  it("shows the functions of the stack, their budgets, and Terraform's own line at the end", () => {
    expect(planned.stderr).not.toContain("Error");
    expect(planned.exitCode).toBe(0);
    const { stdout } = planned;
    expect(stdout).toMatch(
      /\n {2}\+ function redirects-country-router {2}CloudFront Function, at viewer-request of \*, \d,\d{3} of 10,240 bytes,/,
    );
    expect(stdout).toMatch(
      /\n {2}\+ function members-auth {2}Lambda@Edge, at viewer-request of \/members\/\*, [\d,]+ of 1,048,576 bytes,/,
    );
    expect(stdout).toMatch(/\n\nsite-prod\nPlan: \d+ to add, 0 to change, 0 to destroy\.\n$/);
  });

  it("needs no setting in the configuration that production does not have", () => {
    const text = readFileSync(join(stack, "cdk.tf"), "utf8");
    expect(text).not.toMatch(
      /endpoint|skip_(?!destroy)|path_style|access_key|secret_key|insecure|localhost|127\.0\.0\.1/,
    );
    expect(text).toContain('allowed_account_ids = ["123456789012"]');
  });

  it("plans exactly the bytes that synthesis writes", async () => {
    const text = readFileSync(join(stack, "cdk.tf"));
    const { exitCode, stdout } = await featheredge(["synth", "prod"], { cwd: root });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "cdktf.out/stacks/site-prod/cdk.tf\n" });
    expect(readFileSync(join(stack, "cdk.tf"))).toEqual(text);
  });

  it("attaches CloudFront Functions by their ARN and Lambda@Edge by the ARN of a version", async () => {
    const plan = await planAsData();
    const resources: { type: string; expressions: Record<string, Behavior[]> }[] =
      plan.configuration.root_module.resources;
    const { default_cache_behavior, ordered_cache_behavior } =
      resources.find(({ type }) => type === "aws_cloudfront_distribution")?.expressions ?? {};
    const attached = [...(default_cache_behavior ?? []), ...(ordered_cache_behavior ?? [])].map((behavior) => ({
      path: behavior.path_pattern?.constant_value ?? "*",
      functions: behavior.function_association?.map(({ event_type, function_arn }) => [
        event_type.constant_value,
        function_arn?.references[0],
      ]),
      lambdas: behavior.lambda_function_association?.map(({ event_type, lambda_arn }) => [
        event_type.constant_value,
        lambda_arn?.references[0],
      ]),
    }));
    expect(attached).toEqual([
      {
        path: "*",
        functions: [
          ["viewer-request", "aws_cloudfront_function.redirects_country_router.arn"],
          ["viewer-response", "aws_cloudfront_function.security_headers.arn"],
        ],
        lambdas: undefined,
      },
      {
        path: "/assets/*",
        functions: [["viewer-response", "aws_cloudfront_function.security_headers.arn"]],
        lambdas: undefined,
      },
      {
        path: "/members/*",
        functions: undefined,
        lambdas: [
          ["viewer-request", "aws_lambda_function.members_auth.qualified_arn"],
          ["viewer-response", "aws_lambda_function.security_headers_lambda.qualified_arn"],
        ],
      },
    ]);
    const created: { address: string; change: { actions: string[]; after: { publish?: boolean } } }[] =
      plan.resource_changes;
    const functions = created.filter(({ address }) => /^aws_(cloudfront|lambda)_function\./.test(address));
    expect(functions).toHaveLength(4);
    for (const { change } of functions) expect(change).toMatchObject({ actions: ["create"], after: { publish: true } });
  });
});
