import { pages } from "../pages.ts";
import type { Quotas } from "./quota.ts";

const page = pages.quotas;

export const distributionQuotas = {
  behaviors: { value: 75, unit: "count", page },
  origins: { value: 100, unit: "count", page },
  originGroups: { value: 10, unit: "count", page },
  aliases: { value: 100, unit: "count", page },
  pathPatternCharacters: { value: 255, unit: "characters", page: pages.behaviorSettings },
  keyGroupsPerBehavior: { value: 4, unit: "count", page },
  keysPerKeyGroup: { value: 5, unit: "count", page },
  originResponseTimeoutSeconds: { value: 120, unit: "s", page: pages.originTimeouts },
  originConnectTimeoutSeconds: { value: 10, unit: "s", page: pages.originTimeouts },
  originConnectAttempts: { value: 3, unit: "count", page: pages.originTimeouts },
  urlBytes: { value: 8_192, unit: "B", page },
  requestHeaderBytes: { value: 20_480, unit: "B", page },
  tags: { value: 50, unit: "count", page },
  originCustomHeaders: { value: 30, unit: "count", page, unconfirmed: "older copies of the page say 10" },
} as const satisfies Quotas;

export const policyQuotas = {
  namesPerPolicy: { value: 10, unit: "count", page },
  customHeadersPerPolicy: { value: 10, unit: "count", page },
  removedHeadersPerPolicy: { value: 10, unit: "count", page },
  headerValueCharacters: { value: 1_783, unit: "characters", page },
} as const satisfies Quotas;

export const accountQuotas = {
  distributions: { value: 500, unit: "count", page },
  cachePolicies: { value: 20, unit: "count", page },
  originRequestPolicies: { value: 20, unit: "count", page },
  responseHeadersPolicies: { value: 20, unit: "count", page },
  originAccessControls: { value: 100, unit: "count", page },
  originAccessIdentities: { value: 100, unit: "count", page },
  keyGroups: { value: 10, unit: "count", page },
  publicKeys: { value: 10, unit: "count", page },
  fieldLevelEncryptionConfigs: { value: 10, unit: "count", page },
  fieldLevelEncryptionProfiles: { value: 10, unit: "count", page },
  realtimeLogConfigs: { value: 150, unit: "count", page },
  vpcOrigins: { value: 25, unit: "count", page },
  stagingDistributions: { value: 20, unit: "count", page },
  stagingTrafficPercent: { value: 15, unit: "%", page: pages.continuousDeployment },
  invalidationPathsInProgress: { value: 3_000, unit: "count", page },
  invalidationWildcardsInProgress: { value: 15, unit: "count", page },
} as const satisfies Quotas;
