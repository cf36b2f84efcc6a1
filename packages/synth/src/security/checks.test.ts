import { describe, expect, it } from "vitest";
import type { Block, Resource } from "../rules/resources.ts";
import { securityChecks } from "./checks.ts";
import { securityChecksAsMarkdown } from "./markdown.ts";

const resource = (type: string, name: string, values: Block): Resource => ({
  type,
  address: `${type}.${name}`,
  values,
});

const behavior = { viewer_protocol_policy: "https-only", response_headers_policy_id: "p", trusted_key_groups: ["k"] };
const host = { domain_name: "a.s3.eu-west-1.amazonaws.com", origin_access_control_id: "o" };
const url = { domain_name: "a.lambda-url.eu-west-1.on.aws", origin_access_control_id: "o" };
const server = { origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] };
const certificate = {
  acm_certificate_arn: "arn",
  ssl_support_method: "sni-only",
  minimum_protocol_version: "TLSv1.2_2021",
};

/** A resource of each type that meets every check. */
const good: Readonly<Record<string, Block>> = {
  aws_cloudfront_distribution: {
    enabled: true,
    default_root_object: "index.html",
    web_acl_id: "${aws_wafv2_web_acl.it.arn}",
    tags: { team: "web" },
    origin: [host, url, { domain_name: "a.example.com", custom_origin_config: server }],
    origin_group: [{ origin_id: "group" }],
    default_cache_behavior: behavior,
    viewer_certificate: certificate,
    restrictions: { geo_restriction: { restriction_type: "whitelist" } },
  },
  aws_cloudfront_response_headers_policy: {
    security_headers_config: { strict_transport_security: { access_control_max_age_sec: 31_536_000, override: true } },
  },
  aws_s3_bucket: {},
  aws_s3_bucket_lifecycle_configuration: {
    bucket: "${aws_s3_bucket.it.id}",
    rule: [{ status: "Enabled", abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] }],
  },
  aws_lambda_function: {
    runtime: "nodejs22.x",
    environment: { variables: { A: "b" } },
    kms_key_arn: "arn",
    tracing_config: { mode: "Active" },
    reserved_concurrent_executions: 1,
    dead_letter_config: { target_arn: "arn" },
    vpc_config: { subnet_ids: ["s"] },
    code_signing_config_arn: "arn",
  },
  aws_lambda_permission: { principal: "cloudfront.amazonaws.com", source_arn: "arn" },
  aws_lambda_function_url: {
    authorization_type: "AWS_IAM",
    cors: { allow_origins: ["*"], allow_methods: ["GET"] },
  },
  aws_wafv2_web_acl: {
    rule: [
      {
        override_action: { none: {} },
        statement: "AWSManagedRulesAnonymousIpList AWSManagedRulesKnownBadInputsRuleSet",
      },
    ],
  },
  aws_cloudwatch_log_group: { retention_in_days: 365, kms_key_id: "arn" },
};

const bucket = "${aws_s3_bucket.it.id}";
const block = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

/** The resources that a bucket, a distribution and a web ACL need, by type. */
const companions: Readonly<Record<string, Block>> = {
  aws_s3_bucket_logging: { bucket },
  aws_s3_bucket_server_side_encryption_configuration: {
    bucket,
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" } }],
  },
  aws_s3_bucket_acl: { bucket, acl: "private" },
  aws_s3_bucket_versioning: { bucket, versioning_configuration: { status: "Enabled" } },
  aws_s3_bucket_public_access_block: { bucket, ...block },
  aws_s3_bucket_policy: {
    bucket,
    policy: JSON.stringify({
      Statement: [
        { Effect: "Deny", Principal: "*", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ],
    }),
  },
  aws_s3_bucket_notification: { bucket },
  aws_s3_bucket_replication_configuration: { bucket, rule: [{ status: "Enabled" }] },
  aws_s3_bucket_ownership_controls: { bucket, rule: { object_ownership: "BucketOwnerEnforced" } },
  aws_cloudwatch_log_delivery_source: { resource_arn: "${aws_cloudfront_distribution.it.arn}" },
  aws_wafv2_web_acl_logging_configuration: { resource_arn: "${aws_wafv2_web_acl.it.arn}" },
};

const policy = (statement: object) => ({ bucket, policy: JSON.stringify({ Statement: statement }) });
const origin = (value: object) => ({ aws_cloudfront_distribution: { origin: [value] } });

/** An ACL that grants a group of AWS's a permission. */
const granted = (group: string, permission: string) => ({
  aws_s3_bucket_acl: {
    access_control_policy: {
      grant: [{ permission, grantee: { uri: `http://acs.amazonaws.com/groups/global/${group}` } }],
    },
  },
});

type Changes = Readonly<Record<string, Block | undefined>>;

/** A change that breaks each check, by its first id: other values of a resource, or undefined to remove it. */
const broken: Readonly<Record<string, Changes>> = {
  "CloudFront.1": { aws_cloudfront_distribution: { default_root_object: "" } },
  "CloudFront.3": {
    aws_cloudfront_distribution: { default_cache_behavior: { ...behavior, viewer_protocol_policy: "allow-all" } },
  },
  "CloudFront.4": { aws_cloudfront_distribution: { origin_group: undefined } },
  "CloudFront.5": { aws_cloudwatch_log_delivery_source: undefined },
  "CloudFront.6": { aws_cloudfront_distribution: { web_acl_id: undefined } },
  "CloudFront.7": { aws_cloudfront_distribution: { viewer_certificate: { cloudfront_default_certificate: true } } },
  "CloudFront.8": {
    aws_cloudfront_distribution: { viewer_certificate: { ...certificate, ssl_support_method: "vip" } },
  },
  "CloudFront.9": origin({ custom_origin_config: { ...server, origin_protocol_policy: "match-viewer" } }),
  "CloudFront.10": origin({ custom_origin_config: { ...server, origin_ssl_protocols: ["SSLv3"] } }),
  "CloudFront.12": origin({ ...host, domain_name: "${aws_s3_bucket.gone.bucket_regional_domain_name}" }),
  "CloudFront.13": origin({ domain_name: "${aws_s3_bucket.it.bucket_regional_domain_name}" }),
  "CloudFront.14": { aws_cloudfront_distribution: { tags: {} } },
  "CloudFront.15": {
    aws_cloudfront_distribution: { viewer_certificate: { ...certificate, minimum_protocol_version: "TLSv1.1_2016" } },
  },
  "CloudFront.16": origin({ domain_name: url.domain_name }),
  "CloudFront.17": {
    aws_cloudfront_distribution: { default_cache_behavior: { ...behavior, trusted_signers: ["self"] } },
  },
  CKV_AWS_216: { aws_cloudfront_distribution: { enabled: false } },
  CKV_AWS_374: { aws_cloudfront_distribution: { restrictions: { geo_restriction: { restriction_type: "none" } } } },
  CKV2_AWS_32: {
    aws_cloudfront_distribution: { default_cache_behavior: { ...behavior, response_headers_policy_id: undefined } },
  },
  CKV2_AWS_47: { aws_wafv2_web_acl: { rule: [{ action: {}, statement: "AWSManagedRulesKnownBadInputsRuleSet" }] } },
  CKV_AWS_259: { aws_cloudfront_response_headers_policy: { security_headers_config: {} } },
  CKV_AWS_18: { aws_s3_bucket_logging: undefined },
  CKV_AWS_19: { aws_s3_bucket_server_side_encryption_configuration: undefined },
  CKV_AWS_145: {
    aws_s3_bucket_server_side_encryption_configuration: {
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    },
  },
  CKV_AWS_20: { aws_s3_bucket_acl: { acl: "public-read" } },
  CKV_AWS_57: { aws_s3_bucket: { acl: "public-read-write" } },
  CKV_AWS_144: { aws_s3_bucket_replication_configuration: { rule: [{ status: "Disabled" }] } },
  CKV_AWS_379: {
    aws_s3_bucket_acl: { acl: "public-read" },
    aws_s3_bucket_public_access_block: undefined,
    aws_s3_bucket_policy: undefined,
  },
  CKV_AWS_375: granted("AllUsers", "READ_ACP"),
  CKV2_AWS_43: granted("AuthenticatedUsers", "READ"),
  CKV_AWS_21: { aws_s3_bucket_versioning: { versioning_configuration: { status: "Suspended" } } },
  CKV_AWS_53: { aws_s3_bucket_public_access_block: { block_public_acls: false } },
  CKV_AWS_54: { aws_s3_bucket_public_access_block: { block_public_policy: false } },
  CKV_AWS_55: { aws_s3_bucket_public_access_block: { ignore_public_acls: false } },
  CKV_AWS_56: { aws_s3_bucket_public_access_block: { restrict_public_buckets: false } },
  CKV2_AWS_6: { aws_s3_bucket_public_access_block: undefined },
  CKV_AWS_70: { aws_s3_bucket_policy: policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "s3:GetObject" }) },
  CKV_AWS_93: { aws_s3_bucket_policy: policy({ Effect: "Deny", Principal: "*", Action: "s3:*" }) },
  CKV2_AWS_61: { aws_s3_bucket_lifecycle_configuration: undefined },
  CKV2_AWS_62: { aws_s3_bucket_notification: undefined },
  CKV2_AWS_65: { aws_s3_bucket_ownership_controls: { rule: { object_ownership: "ObjectWriter" } } },
  CKV_AWS_300: { aws_s3_bucket_lifecycle_configuration: { rule: [{ status: "Enabled" }] } },
  CKV_AWS_45: { aws_lambda_function: { environment: { variables: { KEY: `AKIA${"A".repeat(16)}` } } } },
  CKV_AWS_50: { aws_lambda_function: { tracing_config: undefined } },
  CKV_AWS_115: { aws_lambda_function: { reserved_concurrent_executions: undefined } },
  CKV_AWS_116: { aws_lambda_function: { dead_letter_config: undefined } },
  CKV_AWS_117: { aws_lambda_function: { vpc_config: undefined } },
  CKV_AWS_173: { aws_lambda_function: { kms_key_arn: undefined } },
  CKV_AWS_272: { aws_lambda_function: { code_signing_config_arn: undefined } },
  CKV_AWS_363: { aws_lambda_function: { runtime: "nodejs18.x" } },
  CKV_AWS_258: { aws_lambda_function_url: { authorization_type: "NONE" } },
  CKV2_AWS_75: { aws_lambda_function_url: { cors: { allow_origins: ["*"], allow_methods: ["*"] } } },
  CKV_AWS_301: { aws_lambda_permission: { principal: "*" } },
  CKV_AWS_364: { aws_lambda_permission: { source_arn: undefined } },
  CKV_AWS_175: { aws_wafv2_web_acl: { rule: [] } },
  CKV_AWS_192: { aws_wafv2_web_acl: { rule: [] } },
  CKV_AWS_342: { aws_wafv2_web_acl: { rule: [{ statement: "AWSManagedRulesKnownBadInputsRuleSet" }] } },
  CKV2_AWS_31: { aws_wafv2_web_acl_logging_configuration: undefined },
  CKV_AWS_66: { aws_cloudwatch_log_group: { retention_in_days: 0 } },
  CKV_AWS_338: { aws_cloudwatch_log_group: { retention_in_days: 364 } },
  CKV_AWS_158: { aws_cloudwatch_log_group: { kms_key_id: undefined } },
};

/** The first ids of the checks that resources fail, with some values changed and some resources removed. */
function failing(changes: Changes = {}): string[] {
  const resources = Object.entries({ ...good, ...companions })
    .filter(([type]) => !(type in changes && changes[type] === undefined))
    .map(([type, values]) => resource(type, "it", { ...values, ...changes[type] }));
  return securityChecks
    .filter((check) =>
      resources.some((one) => one.type === check.type && !check.isMet(one, { resources, hasDefaultTags: () => false })),
    )
    .map(({ ids }) => ids[0]);
}

describe("the security checks", () => {
  it("have unique ids, and a broken fixture each", () => {
    const ids = securityChecks.flatMap((check) => check.ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(broken).sort()).toEqual(securityChecks.map((check) => check.ids[0]).sort());
  });

  it("pass for resources that meet all of them", () => {
    expect(failing()).toEqual([]);
  });

  it.each(Object.keys(broken))("catch a resource that breaks %s", (id) => {
    expect(failing(broken[id])).toContain(id);
  });

  it("accept a public ACL if the bucket's policy denies requests without TLS", () => {
    const open = { aws_s3_bucket_acl: { acl: "public-read" }, aws_s3_bucket_public_access_block: undefined };
    expect(failing(open)).not.toContain("CKV_AWS_379");
  });

  it("accept functions of Lambda@Edge without features that do not exist there", () => {
    const edge = {
      lambda_function_association: [
        { event_type: "viewer-request", lambda_arn: "${aws_lambda_function.it.qualified_arn}" },
      ],
    };
    const aws_cloudfront_distribution = { default_cache_behavior: { ...behavior, ...edge } };
    const { aws_lambda_function } = { aws_lambda_function: { tracing_config: undefined, vpc_config: undefined } };
    expect(failing({ aws_lambda_function })).toEqual(["CKV_AWS_50", "CKV_AWS_117"]);
    expect(failing({ aws_lambda_function, aws_cloudfront_distribution })).toEqual([]);
  });

  it("are listed in docs/security-checks.md, which vitest's --update writes", async () => {
    await expect(securityChecksAsMarkdown()).toMatchFileSnapshot("../../../../docs/security-checks.md");
  });
});
