import { pages } from "../../pages.ts";
import type { Rule } from "../rule.ts";

const terraform = (wrong: string, right: string) => ({ code: { form: "terraform", wrong, right } }) as const;
const environment = (wrong: string, right: string) => ({ code: { form: "environment", wrong, right } }) as const;

/** Rules about the settings of origins. */
export const originRules = {
  "FE-DST-039": {
    title: "Less time for a complete response than for its beginning",
    reason: "A response completion timeout must be at least as long as the response timeout.",
    page: pages.originTimeouts,
    examples: environment(
      "originReadTimeout: 60,\nresponseCompletionTimeout: 30",
      "originReadTimeout: 60,\nresponseCompletionTimeout: 120",
    ),
  },
  "FE-DST-040": {
    title: "A region without Origin Shield",
    reason: "Origin Shield is available in the regions that its page lists.",
    page: pages.originShield,
    examples: environment(
      'originShield: { originShieldRegion: "eu-west-3" }',
      'originShield: { originShieldRegion: "eu-west-2" }',
    ),
  },
  "FE-DST-041": {
    title: "An access control that can't sign for its origin",
    reason:
      "An origin access control is for one type of origin; Multi-Region Access Points take sigv4a, all others sigv4.",
    page: pages.originAccess,
    examples: terraform(
      'domain_name              = "docs.s3-website-eu-west-1.amazonaws.com"\norigin_access_control_id = aws_cloudfront_origin_access_control.docs.id',
      'domain_name              = "docs.s3.eu-west-1.amazonaws.com"\norigin_access_control_id = aws_cloudfront_origin_access_control.docs.id',
    ),
  },
  "FE-DST-042": {
    title: "gRPC to an origin with mutual TLS",
    reason: "CloudFront does not present a client certificate on gRPC connections.",
    page: pages.originMutualTls,
    examples: terraform("grpc_config { enabled = true }", "grpc_config { enabled = false }"),
  },
  "FE-DST-043": {
    title: "Methods that an origin group can't have",
    reason: "CloudFront fails over for GET, HEAD and OPTIONS, and rejects a behavior of a group that allows others.",
    page: pages.originFailover,
    examples: environment(
      'originGroups: { both: { members: ["a", "b"] } },\ndefaultBehavior: { origin: "both", allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] }',
      'originGroups: { both: { members: ["a", "b"] } },\ndefaultBehavior: { origin: "both", allowedMethods: ["GET", "HEAD", "OPTIONS"] }',
    ),
  },
} as const satisfies Readonly<Record<`FE-DST-${string}`, Rule>>;
