import { describe, expect, it } from "vitest";
import { parseHcl } from "../bundles/parse-hcl.ts";
import { readConfiguration } from "./configuration.ts";
import { distributionsIn } from "./distributions-in.ts";

const hcl = `
locals {
  caching_disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
}
resource "aws_s3_bucket" "pages" {
  bucket = "prod-pages"
}
resource "aws_s3_object" "pages_content" {
  for_each      = fileset("\${path.module}/content", "**")
  bucket        = aws_s3_bucket.pages.id
  cache_control = startswith(each.value, "assets/") ? "max-age=600" : "s-maxage=60"
}
resource "aws_cloudfront_origin_access_control" "s3" {
  origin_access_control_origin_type = "s3"
}
resource "aws_cloudfront_cache_policy" "own" {
  name        = "prod-own"
  default_ttl = 60
  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_gzip = true
    headers_config {
      header_behavior = "whitelist"
      headers {
        items = ["Origin"]
      }
    }
    cookies_config {
      cookie_behavior = "all"
    }
    query_strings_config {
      query_string_behavior = "none"
    }
  }
}
resource "aws_cloudfront_response_headers_policy" "fresh" {
  name = "prod-fresh"
  custom_headers_config {
    items {
      header   = "Cache-Control"
      value    = "no-cache"
      override = true
    }
  }
}
resource "aws_cloudfront_key_group" "members" {
  name = "prod-members"
}
resource "aws_cloudfront_function" "router" {
  name = "prod-router"
  code = file("\${path.module}/functions/router.js")
}
resource "aws_lambda_function" "sign" {
  function_name = "prod-sign"
  filename      = "\${path.module}/functions/sign.zip"
}
resource "aws_wafv2_web_acl" "acl" {
  name = "prod-acl"
  rule {
    name = "each"
    action {
      block {}
    }
    statement {
      rate_based_statement {
        limit = 10
      }
    }
  }
  rule {
    name = "group"
    override_action {
      count {}
    }
  }
}
resource "aws_cloudfront_distribution" "site" {
  comment             = "Site"
  aliases             = ["example.com"]
  default_root_object = "index.html"
  staging             = true
  web_acl_id          = aws_wafv2_web_acl.acl.arn
  origin {
    origin_id                = "pages"
    domain_name              = aws_s3_bucket.pages.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.s3.id
  }
  origin {
    origin_id   = "app"
    domain_name = "app.example.com"
    origin_path = "/v2"
    origin_shield {
      enabled              = true
      origin_shield_region = "eu-west-1"
    }
  }
  origin_group {
    origin_id = "both"
    failover_criteria {
      status_codes = [500, 502]
    }
    member {
      origin_id = "pages"
    }
    member {
      origin_id = "app"
    }
  }
  ordered_cache_behavior {
    path_pattern               = "/a/*"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    cache_policy_id            = aws_cloudfront_cache_policy.own.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.fresh.id
    origin_request_policy_id   = "216adef6-5c7f-47e4-b989-5492eafa07d3"
    target_origin_id           = "both"
    viewer_protocol_policy     = "https-only"
    trusted_key_groups         = [aws_cloudfront_key_group.members.id]
    lambda_function_association {
      event_type   = "origin-request"
      include_body = true
      lambda_arn   = aws_lambda_function.sign.qualified_arn
    }
    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.router.arn
    }
  }
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = local.caching_disabled
    target_origin_id       = "app"
    viewer_protocol_policy = "allow-all"
  }
  custom_error_response {
    error_code = 500
  }
  restrictions {
    geo_restriction {
      restriction_type = "whitelist"
      locations        = ["DE"]
    }
  }
}
`;

describe("distributionsIn", async () => {
  const router = {
    name: "router",
    file: "functions/router.js",
    handlers: ["router"],
    bytes: 7,
    budgetBytes: 9,
    viewerHeaders: [],
  };
  const [site] = distributionsIn({
    stack: "site-prod",
    configuration: readConfiguration(await parseHcl(hcl)),
    keys: { "aws_cloudfront_distribution.site": "distributions.shop" },
    functions: [router as never],
    synced: { shop: { app: [{ label: "pages", cacheControl: "no-cache" }] } },
  });
  const [first, last] = site?.behaviors ?? [];

  it("reads a distribution by the environment's key", () => {
    expect(site).toMatchObject({
      key: "shop",
      stack: "site-prod",
      comment: "Site",
      isCandidate: true,
      aliases: ["example.com"],
      defaultRootObject: "index.html",
      countries: { type: "whitelist", codes: ["DE"] },
      errorPages: [{ status: 500, seconds: 10, answer: undefined }],
      webAcl: {
        name: "prod-acl",
        rules: [
          { name: "each", rate: { requests: 10, seconds: 300 }, onlyCounts: false },
          { name: "group", rate: undefined, onlyCounts: true },
        ],
      },
    });
  });

  it("describes origins, with the Cache-Control of files that Terraform or 'content sync' uploads", () => {
    expect(site?.origins).toMatchObject([
      {
        kind: "s3",
        description: "S3 bucket `prod-pages`",
        isSigned: true,
        lifetimes: [{ prefix: "assets/", cacheControl: "max-age=600" }, { cacheControl: "s-maxage=60" }],
      },
      {
        kind: "server",
        description: "`app.example.com`, folder `/v2`",
        isSigned: false,
        shield: "eu-west-1",
        lifetimes: [{ label: "pages", cacheControl: "no-cache" }],
      },
      {
        kind: "group",
        description: "S3 bucket `prod-pages`, then `app.example.com`, folder `/v2`",
        members: ["pages", "app"],
        failoverStatuses: [500, 502],
      },
    ]);
  });

  it("reads a stack's own policies and functions in the order of events", () => {
    expect(first).toMatchObject({
      path: "/a/*",
      isDefault: false,
      keyGroups: ["prod-members"],
      cachePolicy: {
        name: "prod-own",
        content: {
          ttl: { least: 0, byDefault: 60, most: 31_536_000 },
          encodings: ["gzip"],
          keyParts: ["header `Origin`", "all cookies"],
        },
      },
      originRequestPolicy: { name: "AllViewer", forwards: ["all headers", "all cookies", "all query parameters"] },
      responseHeadersPolicy: { name: "prod-fresh", cacheControl: "no-cache" },
      functions: [
        { event: "viewer-request", name: "router", runtime: "cloudfront-function", handlers: ["router"], bytes: 7 },
        { event: "origin-request", name: "prod-sign", runtime: "lambda-at-edge", handlers: [], includesBody: true },
      ],
    });
  });

  it("knows AWS's managed policies by the ids that locals name", () => {
    expect(last).toMatchObject({
      path: "*",
      isDefault: true,
      cachePolicy: { name: "CachingDisabled", content: { ttl: { most: 0 } } },
      responseHeadersPolicy: undefined,
    });
  });
});
