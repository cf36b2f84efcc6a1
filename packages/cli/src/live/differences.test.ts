import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import { describe, expect, it } from "vitest";
import { formatDifferences } from "./difference.ts";
import { findEdgeDifferences } from "./edge-differences.ts";
import type { LiveEdge } from "./live-edge.ts";
import { type KnownResource, type PlannedChange, readPlanValues, resourcesInState } from "./resources.ts";
import { findStoreDifferences } from "./store-differences.ts";
import { describeChanges, describeDrift } from "./terraform-differences.ts";

const changed = (type: string, before: object, after: object, actions = ["update"]): PlannedChange => ({
  address: `${type}.site`,
  mode: "managed",
  type,
  change: { actions, before: { ...before }, after: { ...after } },
});

describe("Terraform's differences", () => {
  it("name the attributes and none of their values", () => {
    const drift = describeDrift([changed("aws_s3_bucket_policy", { policy: "secret" }, { policy: "other" })], []);
    expect(drift).toEqual([
      { kind: "setting", subject: "aws_s3_bucket_policy.site", detail: "was changed outside of Terraform: policy" },
    ]);
  });

  it("report a web ACL apart from the distribution's other settings", () => {
    const before = { web_acl_id: "", comment: "a" };
    const drift = describeDrift(
      [changed("aws_cloudfront_distribution", before, { web_acl_id: "arn", comment: "b" })],
      [],
    );
    expect(drift.map(({ kind }) => kind)).toEqual(["web ACL", "setting"]);
  });

  it("omit attributes that AWS changes by itself, and the entries of stores", () => {
    const etag = changed(
      "aws_cloudfront_distribution",
      { etag: "1", status: "InProgress" },
      { etag: "2", status: "Deployed" },
    );
    const keys = changed("aws_cloudfrontkeyvaluestore_keys_exclusive", { total: 1 }, { total: 2 });
    const live = changed("aws_cloudfront_function", { live_stage_etag: "1" }, { live_stage_etag: "2" });
    expect(describeDrift([etag, keys, live], [])).toEqual([]);
  });

  it("omit an attribute that is not set, where a refresh reads its zero value", () => {
    const before = { tags: null, layers: null, rule: [{ key: null, kms: "a" }], compress: false };
    const read = { tags: {}, layers: [], rule: [{ key: false, kms: "a" }], compress: null };
    expect(describeDrift([changed("aws_lambda_function", before, read)], [])).toEqual([]);
    const set = { ...read, tags: { owner: "me" }, rule: [{ key: true, kms: "a" }], compress: true };
    expect(describeDrift([changed("aws_lambda_function", before, set)], [])).toMatchObject([
      { detail: "was changed outside of Terraform: compress, rule, tags" },
    ]);
  });

  it("omit settings that other resources of the stack have, and no others", () => {
    const known = [
      { address: "aws_s3_bucket_policy.b", type: "aws_s3_bucket_policy", values: { bucket: "b" } },
      { address: "aws_iam_role_policy.p", type: "aws_iam_role_policy", values: { role: "r", name: "p" } },
    ];
    const bucket = (name: string) =>
      changed("aws_s3_bucket", { bucket: name, policy: "" }, { bucket: name, policy: "{...}" });
    const role = (...names: string[]) =>
      changed(
        "aws_iam_role",
        { name: "r", inline_policy: [] },
        { name: "r", inline_policy: names.map((name) => ({ name })) },
      );
    expect(describeDrift([bucket("b"), role("p")], known)).toEqual([]);
    expect(describeDrift([bucket("other")], known)).toHaveLength(1);
    expect(describeDrift([role("p", "added")], known)).toHaveLength(1);
  });

  it("omit what the commands change that send requests to a candidate, and no policy of others", () => {
    const policy = "aws_cloudfront_continuous_deployment_policy";
    const known = [{ address: `${policy}.p`, type: policy, values: { id: "own" } }];
    const attached = (before: string, after: string) =>
      changed(
        "aws_cloudfront_distribution",
        { continuous_deployment_policy_id: before },
        { continuous_deployment_policy_id: after },
      );
    const enabled = changed(policy, { enabled: false, ttl: 1 }, { enabled: true, ttl: 1 });
    expect(describeDrift([enabled, attached("", "own"), attached("own", "")], known)).toEqual([]);
    expect(describeDrift([attached("own", "other")], known)).toMatchObject([
      { detail: "was changed outside of Terraform: continuous_deployment_policy_id" },
    ]);
  });

  it("report resources that are gone, and resources that a commit has or lacks", () => {
    const gone = changed("aws_cloudwatch_log_group", {}, {}, ["delete"]);
    expect(describeDrift([gone], [])).toMatchObject([{ kind: "missing resource" }]);
    expect(describeChanges([gone])).toMatchObject([{ kind: "new resource" }]);
    expect(describeChanges([changed("aws_cloudwatch_log_group", {}, {}, ["create"])])).toMatchObject([
      { kind: "missing resource", detail: "does not exist" },
    ]);
    expect(describeChanges([changed("aws_s3_bucket", {}, {}, ["no-op"])])).toEqual([]);
  });
});

describe("differences at the edge", () => {
  const arn = "arn:aws:lambda:us-east-1:111111111111:function:dev-site-auth:3";
  const config = {
    DefaultCacheBehavior: { LambdaFunctionAssociations: { Items: [{ LambdaFunctionARN: arn }] } },
    CacheBehaviors: { Items: [{ LambdaFunctionAssociations: { Items: [{ LambdaFunctionARN: arn }] } }] },
  } as unknown as DistributionConfig;
  const live: LiveEdge = {
    functionCode: async () => "code",
    lambda: async () => ({ CodeSha256: "hash" }),
    distribution: async () => config,
    publishFunction: async () => {},
    publishVersion: async () => {},
    close: () => {},
  };
  const expected: KnownResource[] = [
    { address: "aws_cloudfront_function.f", type: "aws_cloudfront_function", values: { name: "dev-f", code: "code" } },
    {
      address: "aws_lambda_function.auth",
      type: "aws_lambda_function",
      values: { function_name: "dev-site-auth", source_code_hash: "hash" },
    },
    { address: "aws_cloudfront_distribution.site", type: "aws_cloudfront_distribution", values: { id: "E1" } },
  ];
  const find = (changes: Partial<LiveEdge>) => findEdgeDifferences({ ...live, ...changes }, expected);

  it("do not exist while the bytes are equal", async () => {
    expect(await find({})).toEqual([]);
  });

  it("are found in the code of the published stage", async () => {
    expect(await find({ functionCode: async () => "other" })).toEqual([
      { kind: "function code", subject: "dev-f", detail: "runs other code: 5 bytes instead of 4" },
    ]);
    expect(await find({ functionCode: async () => undefined })).toMatchObject([{ kind: "missing resource" }]);
  });

  it("are found once in the version of a Lambda function that two behaviors run", async () => {
    expect(await find({ lambda: async () => ({ CodeSha256: "other" }) })).toMatchObject([
      { kind: "function version", subject: arn },
    ]);
  });

  it("are found in settings that the provider can't see", async () => {
    const set = { ...config, ViewerMtlsConfig: { Mode: "required" } } as DistributionConfig;
    expect(await find({ distribution: async () => set })).toMatchObject([{ kind: "unmanaged setting" }]);
    expect(await find({ distribution: async () => undefined })).toMatchObject([{ kind: "missing resource" }]);
  });
});

it("a store differs by keys that the environment lists, and not by those that were put by hand", () => {
  const entries = new Map([
    ["a", "1"],
    ["by-hand", "secret"],
  ]);
  const wanted = new Map([
    ["a", "2"],
    ["b", "1"],
  ]);
  expect(findStoreDifferences("site", entries, wanted)).toEqual([
    { kind: "KeyValueStore", subject: "site", detail: "lacks the key 'b'" },
    { kind: "KeyValueStore", subject: "site", detail: "has another value of 'a'" },
  ]);
});

it("resources are read from a state and from a plan", () => {
  const resources = [
    { mode: "data", type: "aws_region", name: "here", instances: [{ attributes: {} }] },
    {
      mode: "managed",
      type: "aws_s3_object",
      name: "pages",
      instances: [{ index_key: "a.html", attributes: { key: "a" } }],
    },
  ];
  expect(resourcesInState(JSON.stringify({ resources }))).toEqual([
    { address: 'aws_s3_object.pages["a.html"]', type: "aws_s3_object", values: { key: "a" } },
  ]);
  expect(resourcesInState("")).toEqual([]);
  expect(readPlanValues("{}")).toEqual({ drift: [], changes: [], resources: [] });
});

it("differences are listed by stack", () => {
  const differences = [{ kind: "web ACL", subject: "aws_cloudfront_distribution.site", detail: "differs" }] as const;
  const stacks = [
    { stack: "blog-dev", differences: [] },
    { stack: "site-dev", differences },
  ];
  expect(formatDifferences(stacks, "Equal.")).toBe("site-dev\n  web ACL: aws_cloudfront_distribution.site differs\n");
  expect(formatDifferences([{ stack: "blog-dev", differences: [] }], "Equal.")).toBe("Equal.\n");
});
