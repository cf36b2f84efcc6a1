import type { Diagnostic } from "@featheredge/diagnostics";
import { checkCount } from "../quotas/check-count.ts";
import { sharingQuotas } from "../quotas/distributions.ts";
import type { Quota } from "../quotas/quota.ts";

const shared = {
  "cache policy": sharingQuotas.distributionsPerCachePolicy,
  "origin request policy": sharingQuotas.distributionsPerOriginRequestPolicy,
  "response headers policy": sharingQuotas.distributionsPerResponseHeadersPolicy,
  "origin access control": sharingQuotas.distributionsPerOriginAccessControl,
  "key group": sharingQuotas.distributionsPerKeyGroup,
  "field-level encryption configuration": sharingQuotas.distributionsPerFieldLevelEncryptionConfig,
  "VPC origin": sharingQuotas.distributionsPerVpcOrigin,
  "web ACL": sharingQuotas.distributionsPerWebAcl,
  "CloudFront Function": sharingQuotas.distributionsPerFunction,
} as const satisfies Readonly<Record<string, Quota>>;

/** A kind of resource that several distributions can use. */
export type SharedKind = keyof typeof shared;

/**
 * Returns the reason why so many distributions can't use one resource; undefined when they can. A managed policy has no
 * such limit.
 *
 * @param name the resource, as messages name it
 * @param count the distributions that use it
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkSharing(kind: SharedKind, name: string, count: number): Diagnostic | undefined {
  const what = `distributions use ${name}`;
  const fix = `Give some of them their own ${kind} with the same settings.`;
  return checkCount({ rule: "FE-STK-002", subject: name, what, count, per: `a ${kind}`, fix }, shared[kind]);
}
