import { artifact } from "@featheredge/compiler/testing";
import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { Previews } from "./index.ts";
import { previewViewerHeaders } from "./viewer-headers.ts";

const previews = () =>
  synthesized((stack, aws) => {
    new Previews(stack, "previews", {
      functionName: "dev-site-preview-dispatcher",
      storeName: "dev-site-preview-previews",
      storeParameter: "/featheredge/dev/site-preview/key-value-store",
      codeBucket: "dev-site-preview-code",
      dispatcher: artifact({ secrets: ["/featheredge/dev/site-preview/key-value-store"] }),
      file: "functions/previews.zip",
      account: "123456789012",
      usEast1: aws,
      logRegions: { "us-east-1": aws },
      logRetentionDays: 7,
    });
  });

describe("the resources that previews share", () => {
  it("are a store whose ARN is in a parameter, a private bucket that can be emptied, and a function", () => {
    const { one } = previews();
    expect(one("aws_ssm_parameter")).toMatchObject({
      name: "/featheredge/dev/site-preview/key-value-store",
      value: expect.stringMatching(/^\$\{aws_cloudfront_key_value_store\.previews_store_\w+\.arn\}$/),
    });
    expect(one("aws_s3_bucket")).toMatchObject({ bucket: "dev-site-preview-code", force_destroy: true });
    expect(one("aws_s3_bucket_public_access_block")).toMatchObject({ block_public_policy: true });
    expect(one("aws_lambda_function")).toMatchObject({ function_name: "dev-site-preview-dispatcher", publish: true });
  });

  it("let the function read entries, code and its secrets, and write its logs", () => {
    const { statement } = previews().data("aws_iam_policy_document", "permissions");
    expect(statement.map(({ sid }: { sid: string }) => sid)).toEqual([
      "OwnLogs",
      "OwnSecrets",
      "OwnKeyValueStore",
      "OwnObjects",
    ]);
    expect(statement[3].actions).toEqual(["s3:GetObject"]);
  });
});

describe("the headers that a behavior of previews sends to origin request", () => {
  it("are those that functions read, and common ones up to ten with the dispatcher's own", () => {
    const headers = previewViewerHeaders(["CloudFront-Viewer-Longitude"], {});
    expect(headers).toHaveLength(10);
    expect(headers).toContain("CloudFront-Viewer-Longitude");
    expect(headers).toContain("CloudFront-Viewer-Country");
    expect(headers.at(-1)).toBe("x-featheredge-preview-viewer");
  });

  it("are only those that functions read where the behavior has its policy", () => {
    expect(previewViewerHeaders(["CloudFront-Viewer-Country"], { originRequestPolicy: "AllViewer" })).toEqual([
      "CloudFront-Viewer-Country",
    ]);
    expect(previewViewerHeaders([], { originRequestPolicy: { headersConfig: { headerBehavior: "none" } } })).toEqual(
      [],
    );
  });
});
