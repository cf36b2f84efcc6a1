import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { documentedPolicies } from "./documented.ts";
import { account, environment, stateBucket } from "./fixture-site.ts";
import { allows, type Policy } from "./policy.ts";

const { trust, plan, apply, prune } = documentedPolicies({
  ACCOUNT: account,
  ENVIRONMENT: environment,
  STATE_BUCKET: stateBucket,
  "OWNER/REPOSITORY": "example/site",
});

/** Reads the calls that record-calls.slow.test.ts keeps: an action and a resource's ARN per line. */
function keptCalls(name: string): (readonly [action: string, resource: string])[] {
  const text = readFileSync(new URL(`calls/${name}.txt`, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [action = "", resource = ""] = line.split(" ");
      return [action, resource];
    });
}

/** The condition keys of a request as Terraform sends it: it reads the objects that it uploaded. */
const context = {
  "s3:ExistingObjectTag/featheredge-environment": environment,
  "iam:PassedToService": "lambda.amazonaws.com",
};

const denied = (policy: Policy, name: string) =>
  keptCalls(name).filter(([action, resource]) => !allows(policy, action, resource, context));

const bucket = `arn:aws:s3:::${environment}-site-pages-${account}`;

describe("the documented plan role", () => {
  it("may make every call of a plan", () => {
    expect(denied(plan, "plan")).toEqual([]);
  });

  it("has no action that no plan uses", () => {
    const used = new Set(keptCalls("plan").map(([action]) => action));
    const actions = plan.Statement.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !used.has(action))).toEqual([]);
  });

  it.each([
    ["an object that Terraform did not upload", "s3:GetObject", `${bucket}/invoices.pdf`],
    ["an older version of an object", "s3:GetObjectVersion", `${bucket}/index.html`],
    ["another bucket of the account", "s3:GetObject", "arn:aws:s3:::customers/list.csv"],
    ["another bucket's settings", "s3:GetBucketPolicy", "arn:aws:s3:::customers"],
    ["another environment's state", "s3:GetObject", `arn:aws:s3:::${stateBucket}/site-other/terraform.tfstate`],
    ["another function's code", "lambda:GetFunction", `arn:aws:lambda:us-east-1:${account}:function:payments`],
    ["a secret of the handlers", "ssm:GetParameter", `arn:aws:ssm:us-east-1:${account}:parameter/site/qa/secret`],
    ["another role's policy", "iam:GetRolePolicy", `arn:aws:iam::${account}:role/admin`],
  ])("may not read %s", (_, action, resource) => {
    expect(allows(plan, action, resource)).toBe(false);
  });

  it.each([
    ["the state", "s3:PutObject", `arn:aws:s3:::${stateBucket}/site-qa/terraform.tfstate`],
    ["a page", "s3:PutObject", `${bucket}/index.html`],
    ["a distribution", "cloudfront:UpdateDistribution", `arn:aws:cloudfront::${account}:distribution/E1`],
    ["dynamic config", "cloudfront-keyvaluestore:PutKey", `arn:aws:cloudfront::${account}:key-value-store/1`],
  ])("may not write %s", (_, action, resource) => {
    expect(allows(plan, action, resource, context)).toBe(false);
  });

  it("trusts only environments that are protected: by reviewers for pull requests, by branch for deploys", () => {
    expect(JSON.stringify(trust)).toContain(
      JSON.stringify(["plan", "pull-request"].map((job) => `repo:example/site:environment:${environment}-${job}`)),
    );
    const guide = readFileSync(new URL("../../docs/deploying.md", import.meta.url), "utf8");
    expect(guide).toMatch(/`<environment>-pull-request` \| required reviewers/);
    expect(guide).toMatch(/`<environment>-plan` \| branch `main` only/);
  });
});

describe("the documented apply role", () => {
  it("may make every call of applies and of a destroy", () => {
    expect(denied(apply, "apply")).toEqual([]);
  });

  it("may pass only its functions' roles, and only to Lambda", () => {
    const role = `arn:aws:iam::${account}:role/${environment}-site-greeting`;
    expect(allows(apply, "iam:PassRole", role, { "iam:PassedToService": "ec2.amazonaws.com" })).toBe(false);
    expect(allows(apply, "iam:PassRole", `arn:aws:iam::${account}:role/admin`, context)).toBe(false);
  });

  it.each([
    ["another bucket", "s3:DeleteBucket", "arn:aws:s3:::customers"],
    ["another function", "lambda:DeleteFunction", `arn:aws:lambda:us-east-1:${account}:function:payments`],
    ["another role", "iam:PutRolePolicy", `arn:aws:iam::${account}:role/admin`],
    ["a secret", "ssm:PutParameter", `arn:aws:ssm:us-east-1:${account}:parameter/site/qa/secret`],
  ])("may not change %s", (_, action, resource) => {
    expect(allows(apply, action, resource, context)).toBe(false);
  });
});

describe("the documented prune role", () => {
  const own = `arn:aws:lambda:us-east-1:${account}:function:${environment}-site-greeting`;

  it("may read states, find its functions and delete them", () => {
    const state = `arn:aws:s3:::${stateBucket}/site-qa/terraform.tfstate`;
    expect(allows(prune, "s3:ListBucket", `arn:aws:s3:::${stateBucket}`)).toBe(true);
    expect(allows(prune, "s3:GetObject", state)).toBe(true);
    expect(allows(prune, "lambda:ListFunctions", "*")).toBe(true);
    for (const action of ["lambda:ListTags", "lambda:DeleteFunction"]) expect(allows(prune, action, own)).toBe(true);
  });

  it.each([
    ["delete another function", "lambda:DeleteFunction", `arn:aws:lambda:us-east-1:${account}:function:payments`],
    ["change a distribution", "cloudfront:UpdateDistribution", `arn:aws:cloudfront::${account}:distribution/E1`],
    ["remove replicas by itself", "lambda:DisableReplication", own],
    ["write the state", "s3:PutObject", `arn:aws:s3:::${stateBucket}/site-qa/terraform.tfstate`],
  ])("may not %s", (_, action, resource) => {
    expect(allows(prune, action, resource)).toBe(false);
  });
});
