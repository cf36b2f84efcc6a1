import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { featheredge, noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";
import { account, configuration } from "./terraform.ts";

// Each test runs Terraform several times, perhaps on a busy machine.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const bucket = `state-${account}`;

/** A distribution that a team made by other means, with names that Featheredge would not give. */
const live = (zip: string) => `
resource "aws_s3_bucket" "pages" {
  bucket        = "legacy-pages-${account}"
  force_destroy = true
}
resource "aws_s3_object" "page" {
  bucket       = aws_s3_bucket.pages.bucket
  key          = "index.html"
  content      = "<p>legacy</p>"
  content_type = "text/html"
}
resource "aws_s3_bucket_policy" "pages" {
  bucket = aws_s3_bucket.pages.bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "\${aws_s3_bucket.pages.arn}/*"
      Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.shop.arn } }
    }]
  })
}
resource "aws_cloudfront_origin_access_control" "pages" {
  name                              = "Legacy OAC"
  description                       = "Made by hand"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}
resource "aws_cloudfront_cache_policy" "assets" {
  name        = "Legacy_Assets"
  comment     = "Assets"
  min_ttl     = 1
  default_ttl = 60
  max_ttl     = 600
  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_gzip = true
    cookies_config {
      cookie_behavior = "none"
    }
    headers_config {
      header_behavior = "whitelist"
      headers {
        items = ["Origin"]
      }
    }
    query_strings_config {
      query_string_behavior = "all"
    }
  }
}
resource "aws_cloudfront_response_headers_policy" "security" {
  name = "LegacySecurity"
  custom_headers_config {
    items {
      header   = "X-Team"
      value    = "legacy"
      override = true
    }
  }
  security_headers_config {
    content_type_options {
      override = true
    }
    strict_transport_security {
      access_control_max_age_sec = 600
      override                   = false
    }
  }
}
resource "aws_cloudfront_key_value_store" "config" {
  name    = "LegacyConfig"
  comment = "Colors"
}
resource "aws_cloudfrontkeyvaluestore_key" "color" {
  key_value_store_arn = aws_cloudfront_key_value_store.config.arn
  key                 = "color"
  value               = "green"
}
resource "aws_cloudfront_function" "color" {
  name                         = "LegacyColor"
  runtime                      = "cloudfront-js-2.0"
  comment                      = "Sets the color"
  key_value_store_associations = [aws_cloudfront_key_value_store.config.arn]
  code                         = <<-EOT
    import cf from "cloudfront";
    async function handler(event) {
      event.response.headers["x-color"] = { value: await cf.kvs().get("color") };
      return event.response;
    }
  EOT
}
resource "aws_iam_role" "edge" {
  name = "legacy-edge"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] }
    }]
  })
}
resource "aws_lambda_function" "edge" {
  function_name = "LegacyEdge"
  role          = aws_iam_role.edge.arn
  runtime       = "nodejs20.x"
  handler       = "index.handler"
  filename      = "${zip}"
  publish       = true
}
resource "aws_cloudfront_distribution" "shop" {
  enabled             = true
  comment             = "Legacy shop"
  aliases             = ["legacy.example.com"]
  default_root_object = "index.html"
  price_class         = "PriceClass_100"
  wait_for_deployment = false
  tags                = { Team = "legacy" }
  default_cache_behavior {
    target_origin_id           = "S3-Legacy Pages"
    viewer_protocol_policy     = "allow-all"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    cache_policy_id            = aws_cloudfront_cache_policy.assets.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.security.id
    function_association {
      event_type   = "viewer-response"
      function_arn = aws_cloudfront_function.color.arn
    }
  }
  ordered_cache_behavior {
    path_pattern           = "/edge/*"
    target_origin_id       = "api"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods         = ["GET", "HEAD"]
    compress               = true
    # AWS's CachingDisabled
    cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    lambda_function_association {
      event_type = "viewer-request"
      lambda_arn = aws_lambda_function.edge.qualified_arn
    }
  }
  origin {
    origin_id                = "S3-Legacy Pages"
    domain_name              = aws_s3_bucket.pages.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.pages.id
  }
  origin {
    origin_id   = "api"
    domain_name = "api.example.com"
    custom_header {
      name  = "X-From"
      value = "cdn"
    }
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  custom_error_response {
    error_code            = 404
    response_code         = 200
    response_page_path    = "/index.html"
    error_caching_min_ttl = 60
  }
  restrictions {
    geo_restriction {
      restriction_type = "blacklist"
      locations        = ["AQ"]
    }
  }
  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555"
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2019"
  }
}
`;

const edgeCode = `exports.handler = async (event) => {
  const { uri } = event.Records[0].cf.request;
  return { status: "200", body: "edge: " + uri };
};
`;

let root: string;
let loopback: Loopback;
let id: string;

beforeAll(async () => {
  root = projectWith({ handlers: {} });
  const environment = readFileSync(join(root, "environments", "qa.ts"), "utf8")
    .replace(/account: "\d+"/, `account: "${account}"`)
    .replace('state: { type: "local" }', `state: { type: "s3", bucket: "${bucket}", region: "eu-west-1" }`);
  writeFileSync(join(root, "environments", "qa.ts"), environment);
  loopback = await startProjectLoopback(root, {});
  const directory = join(root, "legacy");
  mkdirSync(directory);
  const zip = join(directory, "edge.zip");
  writeFileSync(zip, zipSync({ "index.js": Buffer.from(edgeCode) }));
  const made = await configuration(directory, loopback, live(zip));
  await made.run(loopback, "apply", "-auto-approve");
  const all = await awsTools(loopback, account).cli("cloudfront", "list-distributions");
  id = (all as { DistributionList: { Items: { Id: string }[] } }).DistributionList.Items[0]?.Id ?? "";
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

const run = async (...args: string[]) => await succeed(args, { cwd: root });
const get = async (path: string) =>
  await requestEdge({ port: loopback.edge?.httpPort ?? 0, host: "legacy.example.com", path });
const configOf = async () =>
  await awsTools(loopback, account).cli("cloudfront", "get-distribution-config", `--id=${id}`);

describe("the import of a distribution that exists", () => {
  it("prints the entry and the import blocks, and writes nothing", async () => {
    const { stdout } = await run("import", id, "--environment", "qa", "--loopback");
    expect(stdout).toContain("export const importedLegacyExampleCom = {");
    expect(stdout).toContain('cachePolicy: "CachingDisabled"');
    expect(stdout).toContain("adopt(stack, {");
    expect(existsSync(join(root, "environments", "imported"))).toBe(false);
  });

  it("is refused for a distribution that does not exist", async () => {
    const { exitCode, stderr } = await featheredge(["import", "E0", "--environment", "qa", "--loopback"], {
      cwd: root,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining("FE-CLI-107") });
  });

  it("writes the entry, the deployed code and the import blocks, after which a plan changes nothing", async () => {
    const before = await configOf();
    const { stderr } = await run("import", id, "--environment", "qa", "--name", "legacy", "--write", "--loopback");
    expect(stderr).toContain("The role of LegacyEdge stays outside of the stack");
    expect(readFileSync(join(root, "edge-handlers/legacy-color/handler.js"), "utf8")).toContain(
      'cf.kvs().get("color")',
    );
    expect(readFileSync(join(root, "edge-handlers/legacy-edge/handler.js"), "utf8")).toBe(edgeCode);
    const changes = (await plannedChanges(root, "qa")).find((one) => one.import > 0);
    expect(changes).toEqual({ ...noChanges, import: 8 });
    expect(await configOf()).toEqual(before);
  });

  it("is recorded by an apply, which changes nothing in AWS, and is served as before", async () => {
    const before = await configOf();
    await run("apply", "qa", "--loopback", "--yes");
    expect(await configOf()).toEqual(before);
    expect((await plannedChanges(root, "qa")).every((one) => JSON.stringify(one) === JSON.stringify(noChanges))).toBe(
      true,
    );
    expect(await get("/")).toMatchObject({
      status: 200,
      body: "<p>legacy</p>",
      headers: expect.objectContaining({ "x-color": "green", "x-team": "legacy" }),
    });
    expect(await get("/edge/a")).toMatchObject({ status: 200, body: "edge: /edge/a" });
  });

  it("deploys the code from the repository when the line that keeps it is removed", async () => {
    const file = join(root, "stacks/distribution/imported/legacy.ts");
    const text = readFileSync(file, "utf8");
    const withoutKeep = text.replace(/("aws_cloudfront_function\.legacy_color": \{[\s\S]*?)keep: \[[^\]]*\],?/, "$1");
    expect(withoutKeep).not.toBe(text);
    writeFileSync(file, withoutKeep);
    const handler = join(root, "edge-handlers/legacy-color/handler.js");
    writeFileSync(handler, readFileSync(handler, "utf8").replace('"x-color"', '"x-new-color"'));
    await run("apply", "qa", "--loopback", "--yes");
    expect((await get("/")).headers).toMatchObject({ "x-new-color": "green" });
  });

  it("is destroyed with its stack; buckets and roles that were not imported stay", async () => {
    await run("destroy", "qa", "--loopback", "--yes");
    const left = await leftBehind(loopback, account);
    expect(left).toMatchObject({ distributions: 0, functions: 0, stores: 0, access: 0, policies: 0 });
    expect(left.buckets).toContain(`legacy-pages-${account}`);
    expect(left.roles).toEqual(["legacy-edge"]);
  });
});
