import { artifact } from "@featheredge/compiler/testing";
import { describe, expect, it } from "vitest";
import { KeyValueStore } from "../key-value-store/index.ts";
import { synthesized } from "../testing/stack.ts";
import { ViewerFunction } from "./index.ts";

describe("a viewer function", () => {
  const made = synthesized((stack) => {
    new ViewerFunction(stack, "redirects", {
      name: "prod-site-redirects",
      artifact: artifact({ runtime: "cloudfront-function", handlers: ["redirects", "country-router"] }),
      file: "functions/redirects.js",
    });
  }).one("aws_cloudfront_function");

  it("is published, in the runtime cloudfront-js-2.0", () => {
    expect(made).toMatchObject({ name: "prod-site-redirects", runtime: "cloudfront-js-2.0", publish: true });
  });

  it("reads its code from a file, in which Terraform interpolates nothing", () => {
    expect(made.code).toBe('${file("${path.module}/functions/redirects.js")}');
  });

  it("is replaced before it is deleted, since AWS refuses to delete a function in use", () => {
    expect(made.lifecycle).toEqual({ create_before_destroy: true });
  });

  it("is associated with the store that it reads, once the store is filled", () => {
    const bound = synthesized((stack) => {
      const keyValueStore = new KeyValueStore(stack, "site", {
        name: "prod-site",
        comment: "",
        file: "initial-entries/site.json",
      });
      const common = { artifact: artifact({ runtime: "cloudfront-function" }), file: "functions/redirects.js" };
      new ViewerFunction(stack, "redirects", { ...common, name: "prod-site-redirects", keyValueStore });
    }).one("aws_cloudfront_function");
    expect(bound.key_value_store_associations).toEqual(["${aws_cloudfront_key_value_store.site.arn}"]);
    expect(bound.depends_on).toEqual([expect.stringMatching(/^aws_cloudfrontkeyvaluestore_keys_exclusive\./)]);
    expect(made).not.toHaveProperty("key_value_store_associations");
  });

  it("has a log group with a retention before it can log, or imports the one that CloudFront made", () => {
    const synthesis = synthesized((stack, usEast1) => {
      new ViewerFunction(stack, "redirects", {
        name: "prod-site-redirects",
        artifact: artifact({ runtime: "cloudfront-function" }),
        file: "functions/redirects.js",
        logs: { usEast1, retentionInDays: 30 },
      });
    });
    expect(synthesis.one("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/cloudfront/function/prod-site-redirects",
      retention_in_days: 30,
      provider: "aws.us_east_1",
    });
    expect(synthesis.one("aws_cloudfront_function").depends_on).toEqual([
      expect.stringMatching(/^aws_cloudwatch_log_group\./),
    ]);
    const imports: unknown = JSON.parse(synthesis.text).import;
    expect(JSON.stringify(imports)).toContain("log_group_names : name if name ==");
  });

  it("lists its event and handlers in its comment", () => {
    expect(made.comment).toBe("viewer-request: redirects, country-router");
  });
});
