import { describe, expect, it } from "vitest";
import { compareBuilds, type StackDigests } from "./hot-changes.ts";

const hcl = (hash: string, comment = "Site") => `
resource "aws_cloudfront_key_value_store" "site" {
  name    = "prod-site-config"
}

resource "aws_cloudfrontkeyvaluestore_keys_exclusive" "site_keys" {
  key_value_store_arn = aws_cloudfront_key_value_store.site.arn
  max_batch_size      = 50

  dynamic "resource_key_value_pair" {
    for_each = jsondecode(file("\${path.module}/key-value-store.json"))
  }
}

resource "aws_cloudfront_function" "redirects" {
  name    = "prod-site-redirects"
  code    = file("\${path.module}/functions/redirects.js")
  publish = true
}

resource "aws_lambda_function" "auth" {
  function_name    = "prod-site-auth"
  filename         = "\${path.module}/functions/auth.zip"
  publish          = true
  source_code_hash = "${hash}"
}

resource "aws_lambda_function" "api" {
  function_name = "prod-site-api"
  filename      = "\${path.module}/api.zip"
}

resource "aws_cloudfront_distribution" "site" {
  comment = "${comment}"
}
`;

const before: StackDigests = {
  "site-prod/cdk.tf": "1",
  "site-prod/functions/redirects.js": "1",
  "site-prod/functions/auth.zip": "1",
  "site-prod/key-value-store.json": "1",
  "site-prod/api.zip": "1",
  "site-prod/content/pages/index.html": "1",
};

/** Compares a build with one in which files changed. */
const changing = (files: StackDigests, after = hcl("a")) =>
  compareBuilds(before, { ...before, ...files }, (build) => (build === "before" ? hcl("a") : after));

describe("comparing two builds", () => {
  it("finds nothing to do for equal ones", () => {
    expect(changing({})).toEqual({ kind: "none" });
  });

  it("finds functions and stores whose contents alone have changed", () => {
    const changed = {
      "site-prod/functions/redirects.js": "2",
      "site-prod/functions/auth.zip": "2",
      "site-prod/cdk.tf": "2",
      "site-prod/key-value-store.json": "2",
    };
    expect(changing(changed, hcl("b"))).toEqual({
      kind: "hot",
      parts: [
        { kind: "cloudfront-function", name: "prod-site-redirects", file: "site-prod/functions/redirects.js" },
        { kind: "lambda-at-edge", name: "prod-site-auth", file: "site-prod/functions/auth.zip" },
        { kind: "key-value-store", name: "prod-site-config", file: "site-prod/key-value-store.json" },
      ],
    });
  });

  it("leaves everything to Terraform if anything else has changed, too", () => {
    const code = { "site-prod/functions/redirects.js": "2" };
    expect(changing({ ...code, "site-prod/cdk.tf": "2" }, hcl("a", "Shop"))).toMatchObject({
      kind: "terraform",
      files: ["site-prod/cdk.tf"],
    });
    expect(changing({ ...code, "site-prod/content/pages/index.html": "2" })).toMatchObject({ kind: "terraform" });
    expect(changing({ ...code, "shop-prod/cdk.tf": "1" })).toMatchObject({ kind: "terraform" });
  });

  it("leaves functions without versions to Terraform, and files of functions that are added or removed", () => {
    expect(changing({ "site-prod/api.zip": "2" })).toMatchObject({ kind: "terraform" });
    expect(changing({ "site-prod/functions/new.js": "1" })).toMatchObject({ kind: "terraform" });
  });
});
