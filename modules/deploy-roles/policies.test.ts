import { describe, expect, it } from "vitest";
import {
  applyPolicy,
  boundaryPolicy,
  type DeployScope,
  planPolicy,
  previewPolicy,
  typesWithoutPermissions,
} from "./policies.ts";
import { namePattern } from "./resource-arns.ts";
import { dividePolicy, policyDocument, type Statement } from "./statement.ts";

const resource = (type: string, values: object = {}) => ({
  stack: "site-prod",
  type,
  address: `${type}.it`,
  values: { ...values },
  region: "eu-west-1",
});

const scope = (changes: Partial<DeployScope> = {}): DeployScope => ({
  account: "123456789012",
  environment: "prod",
  region: "eu-west-1",
  stateBucket: "states",
  stateRegion: "eu-west-1",
  foundationStack: "foundation-prod",
  resources: [],
  permissions: {},
  roleActions: [],
  ...changes,
});

/** The resources on which statements allow an action. */
const allowed = (statements: readonly Statement[], action: string) =>
  statements.filter((one) => one.effect !== "Deny" && one.actions.includes(action)).flatMap((one) => one.resources);

describe("the policies of an environment's roles", () => {
  it("name resources by the environment's convention, so that later ones of the same type are included", () => {
    const resources = [resource("aws_s3_bucket", { bucket: "prod-site-pages-123456789012" })];
    expect(allowed(planPolicy(scope({ resources })), "s3:GetBucketPolicy")).toEqual(["arn:aws:s3:::prod-*"]);
    expect(allowed(planPolicy(scope({ resources })), "s3:DeleteBucket")).toEqual([]);
    expect(allowed(applyPolicy(scope({ resources })), "s3:DeleteBucket")).toEqual(["arn:aws:s3:::prod-*"]);
  });

  it("name a resource exactly that has a name of its author's", () => {
    const resources = [resource("aws_s3_bucket", { bucket: "customers" })];
    expect(allowed(planPolicy(scope({ resources })), "s3:GetBucketPolicy")).toEqual(["arn:aws:s3:::customers"]);
  });

  it("have nothing for types that no stack has", () => {
    const services = applyPolicy(scope())
      .filter(({ effect }) => effect !== "Deny")
      .flatMap(({ actions }) => actions.map((action) => action.split(":")[0]));
    expect([...new Set(services)]).toEqual(["s3"]);
  });

  it("let the preview role write the buckets of previews, and no others", () => {
    const previews = {
      ...resource("aws_s3_bucket", { bucket: "prod-site-preview-pages" }),
      stack: "site-preview-prod",
    };
    const pages = resource("aws_s3_bucket", { bucket: "prod-site-pages" });
    const statements = previewPolicy(scope({ resources: [pages, previews], previewStacks: ["site-preview-prod"] }));
    expect(allowed(statements, "s3:PutObject")).toEqual(["arn:aws:s3:::prod-site-preview-pages/*"]);
    expect(allowed(statements, "s3:ListBucket")).toEqual([
      "arn:aws:s3:::states",
      "arn:aws:s3:::prod-site-preview-pages",
    ]);
    const services = statements.flatMap(({ actions }) => actions.map((action) => action.split(":")[0]));
    expect([...new Set(services)].sort()).toEqual(["cloudfront-keyvaluestore", "s3"]);
  });

  it("let the plan role read no object but states, unless Terraform uploads objects", () => {
    const bucket = resource("aws_s3_bucket", { bucket: "prod-site-pages" });
    const without = allowed(planPolicy(scope({ resources: [bucket] })), "s3:GetObject");
    expect(without.every((arn) => arn.startsWith("arn:aws:s3:::states/"))).toBe(true);
    const uploaded = resource("aws_s3_object", { bucket: "${aws_s3_bucket.it.id}" });
    const [reading] = planPolicy(scope({ resources: [bucket, uploaded] })).filter(
      ({ resources }) => resources[0] === "arn:aws:s3:::prod-*/*",
    );
    expect(reading?.conditions).toEqual([
      { test: "StringEquals", variable: "s3:ExistingObjectTag/featheredge-environment", values: ["prod"] },
    ]);
  });

  it("let roles be made only with the boundary", () => {
    const roles = [resource("aws_iam_role", { name: "prod-site-greeting" })];
    const creating = applyPolicy(scope({ resources: roles })).find(({ actions }) => actions.includes("iam:CreateRole"));
    expect(creating?.conditions).toEqual([
      {
        test: "StringEquals",
        variable: "iam:PermissionsBoundary",
        values: ["arn:aws:iam::123456789012:policy/featheredge/featheredge-prod-boundary"],
      },
    ]);
  });

  it("let both assume the role of the DNS account, if there is one", () => {
    const dnsRole = "arn:aws:iam::999999999999:role/featheredge/featheredge-dns-prod";
    for (const policy of [planPolicy, applyPolicy]) {
      expect(allowed(policy(scope({ dnsRole })), "sts:AssumeRole")).toEqual([dnsRole]);
      expect(allowed(policy(scope()), "sts:AssumeRole")).toEqual([]);
    }
  });

  it("have the environment's own permissions of a type that the table does not have", () => {
    const table = resource("aws_dynamodb_table", { name: "prod-orders" });
    expect(typesWithoutPermissions(scope({ resources: [table] }))).toEqual(["aws_dynamodb_table"]);
    const permissions = {
      aws_dynamodb_table: {
        read: ["dynamodb:DescribeTable"],
        write: ["dynamodb:CreateTable"],
        resources: ["arn:aws:dynamodb:{region}:{account}:table/{environment}-*"],
      },
    };
    const known = scope({ resources: [table], permissions });
    expect(typesWithoutPermissions(known)).toEqual([]);
    expect(allowed(applyPolicy(known), "dynamodb:CreateTable")).toEqual([
      "arn:aws:dynamodb:eu-west-1:123456789012:table/prod-*",
    ]);
  });
});

describe("the boundary of the stacks' roles", () => {
  it("allows what the stacks' policies allow, but not to escalate", () => {
    const [run, never] = boundaryPolicy(scope({ roleActions: ["dynamodb:GetItem", "iam:PassRole", "*"] }));
    expect(run?.actions).toContain("dynamodb:GetItem");
    expect(run?.actions).not.toContain("iam:PassRole");
    expect(run?.actions).not.toContain("*");
    expect(never).toMatchObject({ effect: "Deny", actions: expect.arrayContaining(["iam:*", "sts:AssumeRole*"]) });
  });
});

describe("a pattern for a name", () => {
  it.each([
    ["prod-site-pages", "prod-*"],
    ["/aws/lambda/us-east-1.prod-site-greeting", "/aws/lambda/us-east-1.prod-*"],
    ["/featheredge/prod/secret", "/featheredge/prod/*"],
    ["production-data", "production-data"],
    ["${aws_iam_role.unknown.id}", "prod-*"],
    ["logs-${aws_iam_role.unknown.id}", "logs-*"],
    [undefined, "prod-*"],
  ])("of %s is %s", (name, pattern) => {
    expect(namePattern(name, [], "prod")).toBe(pattern);
  });

  it("follows a reference to another resource of the stack", () => {
    const role = resource("aws_iam_role", { name: "custom" });
    expect(namePattern("${aws_iam_role.it.id}", [role], "prod")).toBe("custom");
  });
});

describe("a long policy", () => {
  it("is divided among policies that IAM accepts, without a loss", () => {
    const statements = Array.from({ length: 60 }, (_, index): Statement => {
      const actions = Array.from({ length: 10 }, (__, number) => `service${index}:Action${number}`);
      return { sid: `S${index}`, actions, resources: ["*"] };
    });
    const policies = dividePolicy(statements);
    expect(policies.length).toBeGreaterThan(1);
    expect(policies.flat()).toEqual(statements);
    for (const policy of policies) expect(JSON.stringify(policyDocument(policy)).length).toBeLessThanOrEqual(6144);
  });
});
