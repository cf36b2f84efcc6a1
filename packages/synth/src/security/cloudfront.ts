import { behaviorsOf } from "../rules/behaviors.ts";
import { type Block, blocks, constant, list, type Resource, referenced } from "../rules/resources.ts";
import { attached, block, type SecurityCheck, type SecurityContext } from "./check.ts";

const securePolicies = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];
const yearSeconds = 31_536_000;

const originsOf = ({ values }: Resource) => blocks(values.origin);
const customOrigins = (resource: Resource) =>
  originsOf(resource).flatMap((origin) => blocks(origin.custom_origin_config));
const hasCertificate = ({ acm_certificate_arn, iam_certificate_id }: Block) =>
  (acm_certificate_arn ?? iam_certificate_id) !== undefined;
const certificateOf = ({ values }: Resource) => block(values, "viewer_certificate");

function isBucket({ domain_name, custom_origin_config }: Block): boolean {
  const isReference = /^\$\{aws_s3_bucket\.[\w-]+\.bucket_(regional_)?domain_name\}$/.test(String(domain_name));
  const isHost = /\.s3(?!-website)[\w.-]*\.amazonaws\.com(\.cn)?$/.test(constant(domain_name) ?? "");
  return list(custom_origin_config).length === 0 && (isReference || isHost);
}

function isFunctionUrl({ domain_name }: Block): boolean {
  return /\.lambda-url\.[a-z0-9-]+\.on\.aws$|aws_lambda_function_url\./.test(String(domain_name));
}

function isSigned(origin: Block): boolean {
  return (origin.origin_access_control_id ?? "") !== "" || list(origin.s3_origin_config).length > 0;
}

function isLogged(resource: Resource, context: SecurityContext): boolean {
  const { values } = resource;
  const realtime = behaviorsOf(resource).some((behavior) => behavior.block.realtime_log_config_arn !== undefined);
  const deliveries = attached("aws_cloudwatch_log_delivery_source", "resource_arn", resource, context);
  return list(values.logging_config).length > 0 || realtime || deliveries.length > 0;
}

function webAclOf({ values }: Resource, { resources }: SecurityContext): Resource | undefined {
  return resources.find(({ address }) => address === referenced(values.web_acl_id, "arn"));
}

const check = (details: Omit<SecurityCheck, "type">): SecurityCheck => ({
  type: "aws_cloudfront_distribution",
  ...details,
});

/**
 * The controls and checks of distributions. Security Hub has retired CloudFront.2, and has no CloudFront.11.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html
 */
export const cloudFrontChecks: readonly SecurityCheck[] = [
  check({
    ids: ["CloudFront.1", "CKV_AWS_305"],
    title: "Distributions have a default root object",
    fix: "Set defaultRootObject.",
    isMet: ({ values }) => (values.default_root_object ?? "") !== "",
  }),
  check({
    ids: ["CloudFront.3", "CKV_AWS_34"],
    title: "Viewers use HTTPS",
    fix: "Set viewerProtocolPolicy to redirect-to-https or https-only on every behavior.",
    isMet: (resource) => behaviorsOf(resource).every((one) => one.block.viewer_protocol_policy !== "allow-all"),
  }),
  check({
    ids: ["CloudFront.4", "CKV_AWS_310"],
    title: "Distributions have origin failover",
    fix: "Declare an origin group, and name it in the behaviors.",
    isMet: ({ values }) => list(values.origin_group).length > 0,
  }),
  check({
    ids: ["CloudFront.5", "CKV_AWS_86"],
    title: "Distributions write access logs",
    fix: "Set logging. Checkov's CKV_AWS_86 does not know standard logging v2, which passes here.",
    isMet: isLogged,
  }),
  check({
    ids: ["CloudFront.6", "CKV_AWS_68"],
    title: "Distributions have a web ACL",
    fix: "Set webAcl.",
    isMet: ({ values }) => (values.web_acl_id ?? "") !== "",
  }),
  check({
    ids: ["CloudFront.7", "CKV2_AWS_42"],
    title: "Distributions have their own certificate",
    fix: "Set aliases and certificate.",
    isMet: (resource) => hasCertificate(certificateOf(resource)),
  }),
  check({
    ids: ["CloudFront.8"],
    title: "Distributions serve HTTPS by SNI",
    fix: "Use sni-only: dedicated addresses cost much, and no current client needs them.",
    isMet: (resource) =>
      !hasCertificate(certificateOf(resource)) || certificateOf(resource).ssl_support_method === "sni-only",
  }),
  check({
    ids: ["CloudFront.9", "CKV2_AWS_72"],
    title: "CloudFront asks custom origins by HTTPS",
    fix: "Set the origin's protocol policy to https-only.",
    isMet: (resource) => customOrigins(resource).every((one) => one.origin_protocol_policy === "https-only"),
  }),
  check({
    ids: ["CloudFront.10", "CKV2_AWS_54"],
    title: "CloudFront uses no deprecated SSL to custom origins",
    fix: "Remove SSLv3 from the origin's SSL protocols.",
    isMet: (resource) => customOrigins(resource).every((one) => !list(one.origin_ssl_protocols).includes("SSLv3")),
  }),
  check({
    ids: ["CloudFront.12"],
    title: "S3 origins exist",
    fix: "Name a bucket of the stack, or one that exists.",
    isMet: (resource, { resources }) =>
      originsOf(resource).every(({ domain_name }) => {
        const bucket = /^\$\{(aws_s3_bucket\.[\w-]+)\./.exec(String(domain_name))?.[1];
        return bucket === undefined || resources.some(({ address }) => address === bucket);
      }),
  }),
  check({
    ids: ["CloudFront.13", "CKV2_AWS_46"],
    title: "S3 origins have an origin access control",
    fix: "Give the origin an access control.",
    isMet: (resource) => originsOf(resource).every((origin) => !isBucket(origin) || isSigned(origin)),
  }),
  check({
    ids: ["CloudFront.14"],
    title: "Distributions have tags",
    fix: "Set the environment's tags.",
    isMet: (resource, { hasDefaultTags }) =>
      Object.keys(resource.values.tags ?? {}).length > 0 || hasDefaultTags(resource),
  }),
  check({
    ids: ["CloudFront.15", "CKV_AWS_174"],
    title: "Viewers use TLS 1.2 or newer by a current policy",
    fix: `Set the minimum protocol version to ${securePolicies.join(", ")}; CloudFront's own certificate allows TLS 1.0.`,
    isMet: (resource) => securePolicies.includes(String(certificateOf(resource).minimum_protocol_version)),
  }),
  check({
    ids: ["CloudFront.16"],
    title: "Function URLs have an origin access control",
    fix: "Give the origin an access control of the type lambda.",
    isMet: (resource) =>
      originsOf(resource).every((o) => !isFunctionUrl(o) || (o.origin_access_control_id ?? "") !== ""),
  }),
  // AWS Config's rule, read in November 2026: all cache behaviors need key groups, and one without authentication fails.
  // https://docs.aws.amazon.com/config/latest/developerguide/cloudfront-distribution-key-group-enabled.html
  check({
    ids: ["CloudFront.17"],
    title: "Every behavior checks signed URLs and cookies with trusted key groups",
    fix: "Set trustedKeyGroups on every behavior, not the keys of AWS accounts; a public site is an exception.",
    isMet: (resource) =>
      behaviorsOf(resource).every(
        ({ block: one }) => list(one.trusted_key_groups).length > 0 && list(one.trusted_signers).length === 0,
      ),
  }),
  check({
    ids: ["CKV_AWS_216"],
    title: "Distributions are enabled",
    fix: "Enable the distribution, or remove it.",
    isMet: ({ values }) => values.enabled !== false,
  }),
  check({
    ids: ["CKV_AWS_374"],
    title: "Distributions have a geographic restriction",
    fix: "Set geoRestriction.",
    isMet: ({ values }) => {
      const { restriction_type: type } = block(block(values, "restrictions"), "geo_restriction");
      return type === "whitelist" || type === "blacklist";
    },
  }),
  check({
    ids: ["CKV2_AWS_32"],
    title: "Every behavior has a response headers policy",
    fix: "Set responseHeadersPolicy, such as SecurityHeadersPolicy.",
    isMet: (resource) =>
      behaviorsOf(resource).every((behavior) => (behavior.block.response_headers_policy_id ?? "") !== ""),
  }),
  check({
    ids: ["CKV2_AWS_47"],
    title: "A distribution's web ACL blocks Log4j attacks",
    fix: "Add AWSManagedRulesAnonymousIpList and AWSManagedRulesKnownBadInputsRuleSet to the web ACL.",
    isMet: (resource, context) => {
      const acl = webAclOf(resource, context);
      if (acl === undefined) return (resource.values.web_acl_id ?? "") !== "";
      const rules = JSON.stringify(acl.values);
      return /AWSManagedRulesAnonymousIpList/.test(rules) && /AWSManagedRulesKnownBadInputsRuleSet/.test(rules);
    },
  }),
  {
    ids: ["CKV_AWS_259"],
    type: "aws_cloudfront_response_headers_policy",
    title: "Response headers policies with security headers set HSTS for a year",
    fix: `Set strictTransportSecurity with a max-age of ${yearSeconds} s and override.`,
    isMet: ({ values }) => {
      const security = block(values, "security_headers_config");
      const hsts = block(security, "strict_transport_security");
      return Number(hsts.access_control_max_age_sec ?? 0) >= yearSeconds && hsts.override === true;
    },
  },
];
