import { describe, expect, it } from "vitest";
import { formatDestruction, readDestruction } from "./destruction.ts";

const change = (type: string, before: object, actions = ["delete"]) => ({
  mode: "managed",
  type,
  change: { actions, before },
});

const plan = JSON.stringify({
  resource_changes: [
    change("aws_cloudfront_distribution", { id: "E1", domain_name: "d1.cloudfront.net", aliases: ["example.com"] }),
    change("aws_s3_bucket", { bucket: "prod-site-pages", region: "eu-west-1" }),
    change("aws_lambda_function", { function_name: "prod-site-auth", skip_destroy: true }),
    change("aws_lambda_function", { function_name: "prod-orders-api", skip_destroy: false }),
    change("aws_iam_role", {}),
    change("aws_cloudfront_function", {}, ["no-op"]),
    { ...change("aws_iam_policy_document", {}), mode: "data" },
  ],
});

describe("the destruction of a stack", () => {
  it("is read from the plan: distributions, buckets, and functions that are retained", () => {
    expect(readDestruction("site-prod", plan)).toEqual({
      stack: "site-prod",
      resources: { aws_cloudfront_distribution: 1, aws_s3_bucket: 1, aws_lambda_function: 2, aws_iam_role: 1 },
      distributions: [{ id: "E1", names: ["example.com", "d1.cloudfront.net"] }],
      buckets: [{ name: "prod-site-pages", region: "eu-west-1" }],
      retained: ["prod-site-auth"],
    });
  });

  it("is described with names and data first", () => {
    expect(formatDestruction(readDestruction("site-prod", plan), new Map([["prod-site-pages", 3]]))).toBe(`
site-prod: 5 resources are destroyed.
  - distribution E1: example.com, d1.cloudfront.net
  - bucket prod-site-pages, with 3 objects
  - 2  aws_lambda_function
  - 1  aws_iam_role
  Lambda@Edge function prod-site-auth stays until AWS has removed its replicas; 'featheredge prune' deletes it.
`);
  });

  it("is described as nothing for a stack that is gone already", () => {
    expect(formatDestruction(readDestruction("site-prod", "{}"), new Map())).toContain(
      "site-prod: nothing to destroy.",
    );
  });
});
