import { describe, expect, it } from "vitest";
import type { ImportedEntry } from "./entry.ts";
import { findDifferences, settle } from "./settle.ts";

const plan = JSON.stringify({
  resource_changes: [
    {
      address: "aws_cloudfront_function.redirects",
      mode: "managed",
      change: {
        actions: ["update"],
        before: { code: "old", comment: null, etag: "E1" },
        after: { code: "new", comment: null },
        after_unknown: { etag: true },
      },
    },
    {
      address: "aws_cloudfront_cache_policy.policies_assets_12ab34cd",
      mode: "managed",
      change: { actions: ["update"], before: { comment: "a" }, after: { comment: "b" }, after_unknown: {} },
    },
    {
      address: "aws_cloudwatch_log_group.redirects_logs",
      mode: "managed",
      change: { actions: ["create"], before: null, after: {}, after_unknown: {} },
    },
    {
      address: "aws_cloudfront_distribution.shop",
      mode: "managed",
      change: { actions: ["no-op"], before: {}, after: {}, after_unknown: {} },
    },
  ],
});

describe("the differences of an import's plan", () => {
  it("are arguments that would change, and resources that would be created", () => {
    expect(findDifferences(plan)).toEqual([
      { address: "aws_cloudfront_function.redirects", arguments: ["code"] },
      { address: "aws_cloudfront_cache_policy.policies_assets_12ab34cd", arguments: ["comment"] },
      { address: "aws_cloudwatch_log_group.redirects_logs", arguments: undefined },
    ]);
  });

  it("are kept and omitted, and each is reported", () => {
    const entry: ImportedEntry = {
      key: "shop",
      handlers: {},
      distribution: {},
      files: new Map(),
      adopted: {
        "aws_cloudfront_function.redirects": { id: "redirects", keep: ["publish"] },
        "aws_cloudfront_cache_policy.policies_assets_*": { id: "P1" },
      },
      omitted: [],
      notes: [],
    };
    expect(settle(entry, findDifferences(plan))).toEqual([
      "aws_cloudfront_function.redirects keeps as it is: code.",
      "aws_cloudfront_cache_policy.policies_assets_12ab34cd keeps as it is: comment.",
      "aws_cloudwatch_log_group.redirects_logs does not exist, and is not created.",
    ]);
    expect(entry.adopted["aws_cloudfront_function.redirects"]?.keep).toEqual(["code", "publish"]);
    expect(entry.adopted["aws_cloudfront_cache_policy.policies_assets_*"]?.keep).toEqual(["comment"]);
    expect(entry.omitted).toEqual(["aws_cloudwatch_log_group.redirects_logs"]);
  });
});
