import { pages } from "@featheredge/diagnostics";
import { readOn } from "../sources.ts";
import type { Quotas } from "./quota.ts";

const source = readOn("2026-09", pages.quotas);

export const distributionQuotas = {
  behaviors: { value: 75, unit: "count", ...source },
  origins: { value: 100, unit: "count", ...source },
  originGroups: { value: 10, unit: "count", ...source },
  aliases: { value: 100, unit: "count", ...source },
  pathPatternCharacters: { value: 255, unit: "characters", ...readOn("2026-09", pages.behaviorSettings) },
  keyGroupsPerBehavior: { value: 4, unit: "count", ...source },
  keysPerKeyGroup: { value: 5, unit: "count", ...source },
  originResponseTimeoutSeconds: { value: 120, unit: "s", ...readOn("2026-09", pages.originTimeouts) },
  originKeepaliveTimeoutSeconds: { value: 120, unit: "s", ...readOn("2026-09", pages.originTimeouts) },
  originConnectTimeoutSeconds: { value: 10, unit: "s", ...readOn("2026-09", pages.originTimeouts) },
  originConnectAttempts: { value: 3, unit: "count", ...readOn("2026-09", pages.originTimeouts) },
  urlBytes: { value: 8_192, unit: "B", ...source },
  /** A request's URL and headers together. */
  requestHeaderBytes: { value: 20_480, unit: "B", ...source },
  /** The headers of an origin's response. */
  responseHeaderBytes: { value: 20_480, unit: "B", ...source },
  tags: { value: 50, unit: "count", ...source },
  originCustomHeaders: { value: 30, unit: "count", ...source, unconfirmed: "older copies of the page say 10" },
} as const satisfies Quotas;

export const policyQuotas = {
  /** Headers, cookies or query strings, each. */
  namesPerPolicy: { value: 10, unit: "count", ...source },
  /** The names of all headers, cookies and query strings of a policy together. */
  nameCharactersPerPolicy: { value: 1_024, unit: "characters", ...source },
  customHeadersPerPolicy: { value: 10, unit: "count", ...source },
  removedHeadersPerPolicy: { value: 10, unit: "count", ...source },
  headerNameCharacters: { value: 256, unit: "characters", ...source },
  headerValueCharacters: { value: 1_783, unit: "characters", ...source },
  /** The names and values of all custom headers of an origin, or of a response headers policy. */
  customHeaderCharacters: { value: 10_240, unit: "characters", ...source },
} as const satisfies Quotas;

export const accountQuotas = {
  distributions: { value: 500, unit: "count", ...source },
  cachePolicies: { value: 20, unit: "count", ...source },
  originRequestPolicies: { value: 20, unit: "count", ...source },
  responseHeadersPolicies: { value: 20, unit: "count", ...source },
  originAccessControls: { value: 100, unit: "count", ...source },
  originAccessIdentities: { value: 100, unit: "count", ...source },
  keyGroups: { value: 10, unit: "count", ...source },
  publicKeys: { value: 10, unit: "count", ...source },
  fieldLevelEncryptionConfigs: { value: 10, unit: "count", ...source },
  fieldLevelEncryptionProfiles: { value: 10, unit: "count", ...source },
  realtimeLogConfigs: { value: 150, unit: "count", ...source },
  vpcOrigins: { value: 25, unit: "count", ...source },
  continuousDeploymentPolicies: { value: 20, unit: "count", ...source },
  stagingDistributions: { value: 20, unit: "count", ...source },
  stagingTrafficPercent: { value: 15, unit: "%", ...readOn("2026-09", pages.continuousDeployment) },
  invalidationPathsInProgress: { value: 3_000, unit: "count", ...source },
  invalidationWildcardsInProgress: { value: 15, unit: "count", ...source },
} as const satisfies Quotas;

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-field-level-encryption */
export const fieldLevelEncryptionQuotas = {
  fieldsPerProfile: { value: 10, unit: "count", ...source },
  queryArgumentProfilesPerConfig: { value: 5, unit: "count", ...source },
  /** Fields of one request's body, whether they are encrypted or not. */
  fieldsPerRequest: { value: 10, unit: "count", ...source },
  fieldBytes: { value: 16_384, unit: "B", ...source },
  requestBodyBytes: { value: 1_048_576, unit: "B", ...source },
} as const satisfies Quotas;

/** How many distributions can use the same resource. */
export const sharingQuotas = {
  distributionsPerCachePolicy: { value: 100, unit: "count", ...source },
  distributionsPerOriginRequestPolicy: { value: 100, unit: "count", ...source },
  distributionsPerResponseHeadersPolicy: { value: 100, unit: "count", ...source },
  distributionsPerOriginAccessControl: { value: 100, unit: "count", ...source },
  distributionsPerKeyGroup: { value: 100, unit: "count", ...source },
  distributionsPerFieldLevelEncryptionConfig: { value: 20, unit: "count", ...source },
  distributionsPerVpcOrigin: { value: 50, unit: "count", ...source },
  distributionsPerWebAcl: { value: 100, unit: "count", ...source },
  distributionsPerFunction: { value: 100, unit: "count", ...source },
} as const satisfies Quotas;
