import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LoopbackClient } from "@featheredge/loopback";
import { awsTools } from "./aws-tools.ts";
import { account, type Configuration, configuration } from "./terraform.ts";

const state = `state-${account}`;

/**
 * A distribution and one resource of each kind that it needs, with the state in S3 as in production. All have fixed names,
 * so that a resource that is missing from the state can be found, and none can be created twice.
 */
const resources = (comment: string) => `
terraform {
  backend "s3" {
    bucket       = "${state}"
    key          = "small-site/terraform.tfstate"
    region       = "eu-west-1"
    use_lockfile = true
  }
}
resource "aws_s3_bucket" "site" {
  bucket = "small-site-${account}"
}
resource "aws_cloudfront_origin_access_control" "site" {
  name                              = "small-site"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}
resource "aws_cloudfront_cache_policy" "site" {
  name        = "small-site"
  default_ttl = 60
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
}
resource "aws_cloudfront_function" "site" {
  name    = "small-site"
  runtime = "cloudfront-js-2.0"
  code    = "function handler(event) { return event.request; } // ${comment}"
}
resource "aws_cloudfront_distribution" "site" {
  enabled             = true
  aliases             = ["small-site.example.com"]
  comment             = "${comment}"
  wait_for_deployment = false
  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = aws_cloudfront_cache_policy.site.id
    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.site.arn
    }
  }
  origin {
    origin_id                = "site"
    domain_name              = aws_s3_bucket.site.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    acm_certificate_arn = "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555"
    ssl_support_method  = "sni-only"
  }
}
`;

/** Prints the ids of the account's resources, by the addresses of the resources above. */
const ids = `
import boto3, json
cloudfront = boto3.client("cloudfront")
listed = lambda answer: answer.get("Items", [])
print(json.dumps({
    "aws_s3_bucket.site": [
        found["Name"] for found in boto3.client("s3").list_buckets()["Buckets"] if found["Name"] != "${state}"],
    "aws_cloudfront_origin_access_control.site": [
        found["Id"] for found in listed(cloudfront.list_origin_access_controls()["OriginAccessControlList"])],
    "aws_cloudfront_cache_policy.site": [
        found["CachePolicy"]["Id"] for found in listed(cloudfront.list_cache_policies(Type="custom")["CachePolicyList"])],
    "aws_cloudfront_function.site": [
        found["Name"] for found in listed(cloudfront.list_functions(Stage="DEVELOPMENT")["FunctionList"])],
    "aws_cloudfront_distribution.site": [
        found["Id"] for found in listed(cloudfront.list_distributions()["DistributionList"])],
}))
`;

type Ids = Record<string, string[]>;

/** The part of Terraform's state that is read. */
interface State {
  readonly resources: readonly { type: string; name: string; instances: { attributes: { id: string } }[] }[];
}

/** The small site, and the steps with which an engineer repairs it after a fault. */
export interface SmallSite extends Configuration {
  /** Changes the comment of the function and of the distribution in the configuration. */
  comment(comment: string): void;
  /** Removes the state's lock that a killed terraform left, by the id that terraform reports. */
  unlock(loopback: LoopbackClient): Promise<void>;
  /** Makes the next apply import resources that are missing from the state. @returns their addresses */
  adopt(loopback: LoopbackClient): Promise<string[]>;
  /** Lists the account's resources, by AWS's own API. */
  existing(loopback: LoopbackClient): Promise<Ids>;
  /** Lists the resources in Terraform's state. */
  known(loopback: LoopbackClient): Promise<Ids>;
}

export async function smallSite(directory: string, loopback: LoopbackClient): Promise<SmallSite> {
  await loopback.ensureBucket({ name: state, region: "eu-west-1", account });
  const site = await configuration(directory, loopback, resources("first"));

  const existing = (client: LoopbackClient): Promise<Ids> => awsTools(client).python(ids);
  const known = async (client: LoopbackClient): Promise<Ids> => {
    const pulled = await site.run(client, "state", "pull");
    const state: State = pulled === "" ? { resources: [] } : JSON.parse(pulled);
    const managed = state.resources.map(({ type, name, instances }) => [
      `${type}.${name}`,
      instances.map(({ attributes: { id } }) => id),
    ]);
    return Object.fromEntries(managed);
  };

  return {
    ...site,
    comment: (comment) => site.write(resources(comment)),
    existing,
    known,
    async unlock(client) {
      const lockError: string = await site.run(client, "plan").catch(({ stderr }) => stderr);
      const id = /Error acquiring the state lock.*?ID:\s+([0-9a-f]{8}-[0-9a-f-]+)/s.exec(lockError)?.[1];
      if (id === undefined) throw new Error(`The state is not locked: ${lockError}`);
      await site.run(client, "force-unlock", "-force", id);
    },
    async adopt(client) {
      const [all, state] = await Promise.all([existing(client), known(client)]);
      const lost = Object.entries(all).filter(([address, found]) => found.length > 0 && !(address in state));
      const blocks = lost.map(([address, [id]]) => `import {\n  to = ${address}\n  id = "${id}"\n}\n`);
      writeFileSync(join(directory, "imports.tf"), blocks.join(""));
      return lost.map(([address]) => address);
    },
  };
}
