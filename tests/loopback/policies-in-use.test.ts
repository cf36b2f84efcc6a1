import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startProjectLoopback } from "./project-loopback.ts";
import { type Configuration, configuration } from "./terraform.ts";

interface Settings {
  /** The name of the distribution's cache policy. */
  readonly cache: string;
  /** The distribution's response headers policy; without it, the distribution has none. */
  readonly headers: boolean;
  /** The policies' `lifecycle` block. */
  readonly lifecycle: string;
}

/** A distribution with its policies, as the provider's documentation writes them. */
const resources = ({ cache, headers, lifecycle }: Settings) => `
resource "aws_cloudfront_cache_policy" "${cache}" {
  name = "${cache}"
  parameters_in_cache_key_and_forwarded_to_origin {
    cookies_config {
      cookie_behavior = "none"
    }
    headers_config {
      header_behavior = "none"
    }
    query_strings_config {
      query_string_behavior = "none"
    }
  }
  ${lifecycle}
}
${
  headers
    ? `resource "aws_cloudfront_response_headers_policy" "headers" {
  name = "headers-of-${cache}"
  custom_headers_config {
    items {
      header   = "X-Team"
      value    = "web"
      override = true
    }
  }
  ${lifecycle}
}`
    : ""
}
resource "aws_cloudfront_distribution" "site" {
  enabled             = true
  wait_for_deployment = false
  default_cache_behavior {
    target_origin_id       = "app"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = aws_cloudfront_cache_policy.${cache}.id
    ${headers ? "response_headers_policy_id = aws_cloudfront_response_headers_policy.headers.id" : ""}
  }
  origin {
    origin_id   = "app"
    domain_name = "app.example.com"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    cloudfront_default_certificate = true
  }
}
`;

const lifecycle = "lifecycle {\n    create_before_destroy = true\n  }";

let root: string;
let loopback: Loopback;
/** Two configurations, each with a state. */
let naive: Configuration;
let ours: Configuration;

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "policies-")));
  loopback = await startProjectLoopback(root);
  naive = await configuration(join(root, "naive"), loopback);
  ours = await configuration(join(root, "ours"), loopback);
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

async function apply(terraform: Configuration, settings: Settings): Promise<void> {
  terraform.write(resources(settings));
  await terraform.run(loopback, "apply", "-auto-approve");
}

describe("the removal of a response headers policy and the change of a cache policy in use, in one apply", () => {
  it("fail as reported (provider #21730, #25249) where policies are written as the provider documents them", async () => {
    await apply(naive, { cache: "first", headers: true, lifecycle: "" });
    const changed = () => apply(naive, { cache: "second", headers: false, lifecycle: "" });
    await expect(changed()).rejects.toThrow("ResponseHeadersPolicyInUse");
    // Another apply does not help, since Terraform deletes the policies first again.
    await expect(changed()).rejects.toThrow("CachePolicyInUse");
  });

  it("work with create_before_destroy and another name for other content, as modules/policies writes them", async () => {
    await apply(ours, { cache: "third", headers: true, lifecycle });
    await apply(ours, { cache: "fourth", headers: false, lifecycle });
    expect(await ours.hasChanges(loopback)).toBe(false);
  });
});
