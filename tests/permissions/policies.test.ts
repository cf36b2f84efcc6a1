import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { account, environment, stateBucket } from "./fixture-site.ts";
import { generatedRoles } from "./generated.ts";
import { decide, type Role } from "./simulate.ts";

const { plan, apply, prune, boundary } = await generatedRoles();
/** With a candidate, and content that Terraform does not upload. */
const staged = await generatedRoles("staged");
const previewed = await generatedRoles("previewed");

type Call = readonly [action: string, resource: string];

/** Reads the calls that record-calls.slow.test.ts and record-commands.slow.test.ts keep: an action and a resource's ARN per line. */
function keptCalls(name: string): Call[] {
  const text = readFileSync(new URL(`calls/${name}.txt`, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line): Call => {
      const [action = "", resource = ""] = line.split(" ");
      return [action, resource];
    });
}

const boundaryArn = `arn:aws:iam::${account}:policy/featheredge/featheredge-${environment}-boundary`;

/** The condition keys of a call as the commands make it. */
function contextOf([action, resource]: Call): Record<string, string> {
  // Terraform tags what it uploads; 'content sync' does not.
  const tagged: Record<string, string> = resource.startsWith(`${pages}/`)
    ? { "s3:ExistingObjectTag/featheredge-environment": environment }
    : {};
  const keys: Readonly<Record<string, Record<string, string>>> = {
    "s3:GetObject": tagged,
    "s3:GetObjectTagging": tagged,
    "iam:CreateRole": { "iam:PermissionsBoundary": boundaryArn },
    "iam:PutRolePolicy": { "iam:PermissionsBoundary": boundaryArn },
    "iam:DeleteRolePolicy": { "iam:PermissionsBoundary": boundaryArn },
    "iam:PutRolePermissionsBoundary": { "iam:PermissionsBoundary": boundaryArn },
    "iam:PassRole": { "iam:PassedToService": "lambda.amazonaws.com" },
  };
  return keys[action] ?? {};
}

async function denied(role: Role, calls: readonly Call[]): Promise<string[]> {
  const verdicts = await Promise.all(
    calls.map(async (call) => ({ call, verdict: await decide(role, call, contextOf(call)) })),
  );
  return verdicts.filter(({ verdict }) => verdict !== "Allowed").map(({ call }) => call.join(" "));
}

/** Calls that IAM allows to everyone. */
const isFree = ([action]: Call) => action === "sts:GetCallerIdentity";
const calls = (name: string) => keptCalls(name).filter((call) => !isFree(call));

const pages = `arn:aws:s3:::${environment}-site-pages-${account}`;
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const function_ = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
const state = (stack: string) => `arn:aws:s3:::${stateBucket}/${stack}/terraform.tfstate`;
const distribution = `arn:aws:cloudfront::${account}:distribution/E1`;

describe("an administrator", () => {
  it("may make every call of 'bootstrap' with the services that docs/deploying.md names", async () => {
    const [, sentence = ""] =
      /`bootstrap` calls (.*?), with/.exec(readFileSync(new URL("../../docs/deploying.md", import.meta.url), "utf8")) ??
      [];
    const actions = [...sentence.matchAll(/`(\w+:\*)`/g)].map(([, action]) => action);
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] };
    expect(await denied({ name: "administrator", policies: [policy] }, calls("bootstrap"))).toEqual([]);
  });
});

describe("the plan role", () => {
  it("may make every call of a plan", async () => {
    expect(await denied(plan, calls("plan"))).toEqual([]);
  });

  it.each(["drift", "verify"])("may make every call of '%s'", async (name) => {
    expect(await denied(staged.plan, calls(name))).toEqual([]);
  });

  it.each<[what: string, action: string, resource: string]>([
    ["an object of a site's bucket", "s3:GetObject", `${pages}/invoices.pdf`],
    ["an older version of an object", "s3:GetObjectVersion", `${pages}/index.html`],
    ["an object of another bucket", "s3:GetObject", "arn:aws:s3:::customers/list.csv"],
    ["another bucket's settings", "s3:GetBucketPolicy", "arn:aws:s3:::customers"],
    ["another environment's state", "s3:GetObject", state("site-other")],
    ["another function's code", "lambda:GetFunction", function_("payments")],
    [
      "a secret of the handlers",
      "ssm:GetParameter",
      `arn:aws:ssm:us-east-1:${account}:parameter/site/${environment}/secret`,
    ],
    ["a secret", "secretsmanager:GetSecretValue", `arn:aws:secretsmanager:us-east-1:${account}:secret:login-AbCdEf`],
    ["another role's policy", "iam:GetRolePolicy", role("admin")],
  ])("may not read %s", async (_, action, resource) => {
    expect(await decide(plan, [action, resource])).not.toBe("Allowed");
  });

  it("may not read an object of a site's bucket that has another environment's tag", async () => {
    const context = { "s3:ExistingObjectTag/featheredge-environment": "prod" };
    expect(await decide(plan, ["s3:GetObject", `${pages}/index.html`], context)).not.toBe("Allowed");
  });

  it.each<[what: string, action: string, resource: string]>([
    ["a state", "s3:PutObject", state(`site-${environment}`)],
    ["a page", "s3:PutObject", `${pages}/index.html`],
    ["a distribution", "cloudfront:UpdateDistribution", distribution],
    ["an entry of a store", "cloudfront-keyvaluestore:PutKey", `arn:aws:cloudfront::${account}:key-value-store/1`],
    ["a function", "lambda:UpdateFunctionCode", function_(`${environment}-site-greeting`)],
    ["a role", "iam:PutRolePolicy", role(`${environment}-site-greeting`)],
    ["the record of deployments", "s3:PutObject", `arn:aws:s3:::${stateBucket}/${environment}/deployments.json`],
  ])("may not write %s", async (_, action, resource) => {
    expect(await decide(plan, [action, resource], contextOf([action, resource]))).not.toBe("Allowed");
  });
});

describe("the apply role", () => {
  it.each(["plan", "apply", "kvs"])("may make every call of '%s'", async (name) => {
    expect(await denied(apply, calls(name))).toEqual([]);
  });

  it.each(["content-sync", "promote", "destroy", "drift", "verify"])("may make every call of '%s'", async (name) => {
    expect(await denied(staged.apply, calls(name))).toEqual([]);
  });

  it("may make no call that changes the foundation", async () => {
    const changes = calls("bootstrap").filter(([action]) => /:(Create|Put|Attach|Delete|Update|Modify)/.test(action));
    const own = changes.filter(([, resource]) => !resource.endsWith(".tflock"));
    expect(own.length).toBeGreaterThan(10);
    const verdicts = await Promise.all(
      own.map(async (call) => ({ call, verdict: await decide(apply, call, contextOf(call)) })),
    );
    expect(verdicts.filter(({ verdict }) => verdict === "Allowed")).toEqual([]);
  });

  it.each<[what: string, action: string, resource: string, context?: Record<string, string>]>([
    ["create a user", "iam:CreateUser", `arn:aws:iam::${account}:user/me`],
    ["create an access key", "iam:CreateAccessKey", `arn:aws:iam::${account}:user/admin`],
    [
      "make an administrator of a role",
      "iam:AttachRolePolicy",
      role(`${environment}-site-greeting`),
      { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess", "iam:PermissionsBoundary": boundaryArn },
    ],
    ["make a role without a boundary", "iam:CreateRole", role(`${environment}-site-new`)],
    [
      "make a role with another boundary",
      "iam:CreateRole",
      role(`${environment}-site-new`),
      { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
    ],
    ["write a policy of a role without the boundary", "iam:PutRolePolicy", role(`${environment}-site-greeting`)],
    ["remove a role's boundary", "iam:DeleteRolePermissionsBoundary", role(`${environment}-site-greeting`)],
    ["change the boundary", "iam:CreatePolicyVersion", boundaryArn],
    ["go back to an older boundary", "iam:SetDefaultPolicyVersion", boundaryArn],
    ["delete the boundary", "iam:DeletePolicy", boundaryArn],
    [
      "write its own policy",
      "iam:PutRolePolicy",
      role(`featheredge/featheredge-${environment}-apply`),
      { "iam:PermissionsBoundary": boundaryArn },
    ],
    [
      "change whom its own role trusts",
      "iam:UpdateAssumeRolePolicy",
      role(`featheredge/featheredge-${environment}-apply`),
    ],
    [
      "trust another identity provider",
      "iam:CreateOpenIDConnectProvider",
      `arn:aws:iam::${account}:oidc-provider/example.com`,
    ],
    [
      "pass a role to EC2",
      "iam:PassRole",
      role(`${environment}-site-greeting`),
      { "iam:PassedToService": "ec2.amazonaws.com" },
    ],
    ["pass another role", "iam:PassRole", role("admin"), { "iam:PassedToService": "lambda.amazonaws.com" }],
    ["assume a role", "sts:AssumeRole", role("admin")],
    ["assume a role of another account", "sts:AssumeRole", "arn:aws:iam::999999999999:role/admin"],
    ["delete the state bucket", "s3:DeleteBucket", `arn:aws:s3:::${stateBucket}`],
    ["change the state bucket's policy", "s3:PutBucketPolicy", `arn:aws:s3:::${stateBucket}`],
    ["delete the state bucket's policy", "s3:DeleteBucketPolicy", `arn:aws:s3:::${stateBucket}`],
    ["stop the state bucket's versions", "s3:PutBucketVersioning", `arn:aws:s3:::${stateBucket}`],
    ["delete a version of a state", "s3:DeleteObjectVersion", state(`site-${environment}`)],
    ["write the foundation's state", "s3:PutObject", state(`foundation-${environment}`)],
    ["write another environment's state", "s3:PutObject", state("site-other")],
    ["delete another bucket", "s3:DeleteBucket", "arn:aws:s3:::customers"],
    ["read another bucket", "s3:GetObject", "arn:aws:s3:::customers/list.csv"],
    ["delete another function", "lambda:DeleteFunction", function_("payments")],
    ["call a function", "lambda:InvokeFunction", function_(`${environment}-site-greeting`)],
    [
      "write a secret of the handlers",
      "ssm:PutParameter",
      `arn:aws:ssm:us-east-1:${account}:parameter/site/${environment}/secret`,
    ],
    [
      "decrypt by another key",
      "kms:Decrypt",
      `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    ],
    [
      "schedule a key's deletion",
      "kms:ScheduleKeyDeletion",
      `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    ],
    ["leave the organization", "organizations:LeaveOrganization", "*"],
    ["close the account", "account:CloseAccount", `arn:aws:account::${account}:account`],
    ["start an instance", "ec2:RunInstances", `arn:aws:ec2:eu-west-1:${account}:instance/*`],
    ["delete the audit trail", "cloudtrail:DeleteTrail", `arn:aws:cloudtrail:eu-west-1:${account}:trail/audit`],
    ["delete a hosted zone", "route53:DeleteHostedZone", "arn:aws:route53:::hostedzone/Z0EXAMPLE00000"],
    ["change the budget", "budgets:ModifyBudget", `arn:aws:budgets::${account}:budget/featheredge-${environment}`],
  ])("may not %s", async (_, action, resource, context = {}) => {
    expect(await decide(apply, [action, resource], context)).not.toBe("Allowed");
  });
});

describe("the preview role", () => {
  const bucket = (part: string) => `arn:aws:s3:::${environment}-site-preview-${part}`;
  const content = bucket(`pages-${account}`);
  const code = bucket(`${account}-code`);
  const store = `arn:aws:cloudfront::${account}:key-value-store/1`;
  /** The calls of 'preview up', 'down', 'sweep' and 'list', and of the Terraform that reads the stack's outputs for them. */
  const previewCalls: readonly Call[] = [
    ["s3:ListBucket", `arn:aws:s3:::${stateBucket}`],
    ["s3:GetObject", state(`site-preview-${environment}`)],
    ["cloudfront-keyvaluestore:DescribeKeyValueStore", store],
    ["cloudfront-keyvaluestore:ListKeys", store],
    ["cloudfront-keyvaluestore:UpdateKeys", store],
    ["s3:ListBucket", code],
    ["s3:PutObject", `${code}/pr-1/${"0".repeat(64)}.json`],
    ["s3:DeleteObject", `${code}/pr-1/${"0".repeat(64)}.json`],
    ["s3:ListBucket", content],
    ["s3:GetObject", `${content}/.featheredge/previews/pr-1.json`],
    ["s3:PutObject", `${content}/pr-1/index.html`],
    ["s3:DeleteObject", `${content}/pr-1/index.html`],
  ];

  it("may make every call of 'preview', and so may the apply role", async () => {
    expect(await denied(previewed.preview, previewCalls)).toEqual([]);
    expect(await denied(previewed.apply, previewCalls)).toEqual([]);
  });

  it("is made only where a distribution has previews", () => {
    expect(staged.preview.policies).toEqual([]);
  });

  it.each<[what: string, action: string, resource: string]>([
    ["write a page of the site", "s3:PutObject", `${pages}/index.html`],
    ["read an object of the site", "s3:GetObject", `${pages}/index.html`],
    ["read the site's state", "s3:GetObject", state(`site-${environment}`)],
    ["write a state", "s3:PutObject", state(`site-preview-${environment}`)],
    ["change a distribution", "cloudfront:UpdateDistribution", distribution],
    ["change the function", "lambda:UpdateFunctionCode", function_(`${environment}-site-preview-dispatcher`)],
    ["read a secret", "ssm:GetParameter", `arn:aws:ssm:us-east-1:${account}:parameter/site/${environment}/secret`],
    ["write a policy of a role", "iam:PutRolePolicy", role(`${environment}-site-preview-dispatcher`)],
  ])("may not %s", async (_, action, resource) => {
    expect(await decide(previewed.preview, [action, resource], contextOf([action, resource]))).not.toBe("Allowed");
  });
});

describe("the prune role", () => {
  it("may make every call of 'prune', and delete the environment's functions", async () => {
    expect(
      await denied(prune, [...calls("prune"), ["lambda:DeleteFunction", function_(`${environment}-site-greeting`)]]),
    ).toEqual([]);
  });

  it.each<[what: string, action: string, resource: string]>([
    ["delete another function", "lambda:DeleteFunction", function_("payments")],
    ["change a distribution", "cloudfront:UpdateDistribution", distribution],
    ["remove replicas by itself", "lambda:DisableReplication", function_(`${environment}-site-greeting`)],
    ["write a state", "s3:PutObject", state(`site-${environment}`)],
  ])("may not %s", async (_, action, resource) => {
    expect(await decide(prune, [action, resource])).not.toBe("Allowed");
  });
});

describe("the boundary of the stacks' roles", () => {
  it.each<[what: string, action: string, resource: string]>([
    ["write logs", "logs:PutLogEvents", `arn:aws:logs:eu-west-1:${account}:log-group:x:log-stream:y`],
    ["read a parameter", "ssm:GetParameter", `arn:aws:ssm:us-east-1:${account}:parameter/site/secret`],
  ])("lets a function %s", async (_, action, resource) => {
    expect(await decide(boundary, [action, resource])).toBe("Allowed");
  });

  it.each<[what: string, action: string, resource: string]>([
    ["read states", "s3:GetObject", state(`site-${environment}`)],
    ["create a user", "iam:CreateUser", `arn:aws:iam::${account}:user/me`],
    ["assume a role", "sts:AssumeRole", role("admin")],
    ["read all buckets", "s3:GetObject", "arn:aws:s3:::customers/list.csv"],
  ])("lets no function %s, whatever its policy says", async (_, action, resource) => {
    expect(await decide(boundary, [action, resource])).not.toBe("Allowed");
  });
});
