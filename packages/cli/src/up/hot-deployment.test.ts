import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import { describe, expect, it } from "vitest";
import { associate, changedEntries } from "./hot-deployment.ts";

const arn = (name: string, version: number) => `arn:aws:lambda:us-east-1:000000000000:function:${name}:${version}`;

const behavior = (...arns: string[]) => ({
  LambdaFunctionAssociations: {
    Quantity: arns.length,
    Items: arns.map((LambdaFunctionARN) => ({ LambdaFunctionARN, EventType: "viewer-request" as const })),
  },
});

const config = (auth: number) =>
  ({
    Comment: "Site",
    DefaultCacheBehavior: { TargetOriginId: "pages" },
    CacheBehaviors: { Quantity: 1, Items: [{ PathPattern: "/m/*", ...behavior(arn("auth", auth), arn("auth-2", 7)) }] },
  }) as unknown as DistributionConfig;

describe("associating a version of a Lambda function", () => {
  it("replaces every other version of the function, and no other function", () => {
    expect(associate(config(1), arn("auth", 2))).toEqual(config(2));
  });

  it("leaves a distribution that does not use the function, or uses the version already, as it is", () => {
    const before = config(1);
    expect(associate(before, arn("auth", 1))).toBe(before);
    expect(associate(before, arn("other", 1))).toBe(before);
  });
});

describe("changed entries of a store", () => {
  it("are those that the project changed, and keys that it lists no more", () => {
    const before = new Map([
      ["kept", "1"],
      ["changed", "1"],
      ["gone", "1"],
    ]);
    const after = new Map([
      ["kept", "1"],
      ["changed", "2"],
      ["added", "1"],
    ]);
    expect(changedEntries(before, after)).toEqual({
      puts: [
        ["changed", "2"],
        ["added", "1"],
      ],
      deletes: ["gone"],
    });
  });
});
