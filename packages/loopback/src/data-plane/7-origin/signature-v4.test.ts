import { describe, expect, it } from "vitest";
import { authorizationV4, dateV4, emptyPayloadHash } from "./signature-v4.ts";

/** The keys and the object of AWS's examples: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
const scope = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  region: "us-east-1",
  service: "s3",
};
const date = "20130524T000000Z";
const common = [
  ["Host", "examplebucket.s3.amazonaws.com"],
  ["x-amz-content-sha256", emptyPayloadHash],
  ["x-amz-date", date],
] as const;
const signatureOf = (url: string, headers: readonly (readonly [string, string])[]) =>
  authorizationV4({ method: "GET", url, headers, payloadHash: emptyPayloadHash, date }, scope);

describe("Signature Version 4", () => {
  it("signs AWS's example of an object with a Range", () => {
    expect(signatureOf("/test.txt", [...common, ["Range", "bytes=0-9"]])).toBe(
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    );
  });

  it("signs AWS's examples of a bucket with a query", () => {
    expect(signatureOf("/?lifecycle", common)).toContain(
      "Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    );
    expect(signatureOf("/?max-keys=2&prefix=J", common)).toContain(
      "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    );
  });

  it("writes dates as AWS does", () => {
    expect(dateV4(Date.UTC(2013, 4, 24))).toBe(date);
  });
});
