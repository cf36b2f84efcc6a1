import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { S3Caller } from "../../base/origin.ts";
import type { HeaderList } from "../../http/headers.ts";
import { mayDecrypt } from "./encryption.ts";

const arn = "arn:aws:kms:eu-west-1:123456789012:key/1";
const distribution = { arn: "arn:aws:cloudfront::123456789012:distribution/E1", account: "123456789012" };
const caller: S3Caller = { type: "distribution", ...distribution };

const policyFor = (sourceArn: string) => ({
  Statement: {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: { StringEquals: { "AWS:SourceArn": sourceArn } },
  } as const,
});

const decrypts = (encryption: HeaderList, as: S3Caller = caller, sourceArn = distribution.arn) =>
  mayDecrypt(
    { status: 200, statusText: undefined, headers: encryption, body: Readable.from([]) },
    as,
    { account: "123456789012", region: "eu-west-1" },
    async (key) => (key === arn ? { arn, policy: policyFor(sourceArn) } : undefined),
  );
const withKey: HeaderList = [
  ["x-amz-server-side-encryption", "aws:kms"],
  ["x-amz-server-side-encryption-aws-kms-key-id", arn],
];

describe("an encrypted object", () => {
  it("can be read without a key of KMS", async () => {
    expect(await decrypts([["x-amz-server-side-encryption", "AES256"]])).toBe(true);
  });

  it("can be read if the key's policy names the distribution", async () => {
    expect(await decrypts(withKey)).toBe(true);
    expect(await decrypts(withKey, caller, "arn:aws:cloudfront::123456789012:distribution/E2")).toBe(false);
  });

  it("can't be read with AWS's own key, or with an unsigned request", async () => {
    expect(await decrypts(withKey.slice(0, 1))).toBe(false);
    expect(await decrypts(withKey, { type: "anonymous" })).toBe(false);
  });
});
