import { describe, expect, it } from "vitest";
import type { KnownResource } from "./resources.ts";
import { findUnpublished } from "./unpublished.ts";

const arn = "arn:aws:lambda:us-east-1:111111111111:function:dev-auth";

const viewer: KnownResource = {
  address: "aws_cloudfront_function.greet",
  type: "aws_cloudfront_function",
  values: { name: "dev-greet", publish: true },
};
const lambda: KnownResource = {
  address: "aws_lambda_function.auth",
  type: "aws_lambda_function",
  values: { function_name: "dev-auth", arn, qualified_arn: `${arn}:3`, publish: true },
};

const published = { CodeSha256: "a", MemorySize: 128 };
const live = { functionCode: async () => "code", lambda: async () => published };

describe("functions that an apply has uploaded and not published", () => {
  it("do not exist where both stages, and the version and $LATEST, are equal", async () => {
    expect(await findUnpublished(live, [viewer, lambda])).toEqual([]);
  });

  it("are CloudFront Functions whose stages have different code, or only one of them", async () => {
    for (const served of ["earlier code", undefined]) {
      const functionCode = async (_: string, stage: string) => (stage === "LIVE" ? served : "code");
      expect(await findUnpublished({ ...live, functionCode }, [viewer, lambda])).toEqual([
        { type: "aws_cloudfront_function", name: "dev-greet" },
      ]);
    }
  });

  it("are Lambda functions whose version has other code or settings than $LATEST", async () => {
    for (const latest of [
      { ...published, CodeSha256: "b" },
      { ...published, MemorySize: 256 },
    ]) {
      const of = async (name: string) => (name === arn ? latest : published);
      expect(await findUnpublished({ ...live, lambda: of }, [viewer, lambda])).toEqual([
        { type: "aws_lambda_function", name: "dev-auth" },
      ]);
    }
  });

  it("are not those that the stack does not publish, or that are gone", async () => {
    const kept = { ...viewer, values: { ...viewer.values, publish: false } };
    const other = { functionCode: async (_: string, stage: string) => stage, lambda: async () => undefined };
    expect(await findUnpublished(other, [kept, lambda])).toEqual([]);
    const gone = { ...live, functionCode: async () => undefined };
    expect(await findUnpublished(gone, [viewer])).toEqual([]);
  });
});
