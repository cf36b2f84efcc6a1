import type { Diagnostic } from "@featheredge/diagnostics";
import { checkCount } from "../quotas/check-count.ts";
import { cloudFrontFunctionQuotas } from "../quotas/cloudfront-functions.ts";
import { accountQuotas } from "../quotas/distributions.ts";
import { keyValueStoreQuotas } from "../quotas/key-value-stores.ts";
import { lambdaAtEdgeQuotas } from "../quotas/lambda-at-edge.ts";
import type { Quota } from "../quotas/quota.ts";

const counted = {
  "CloudFront Functions": cloudFrontFunctionQuotas.functionsPerAccount,
  KeyValueStores: keyValueStoreQuotas.storesPerAccount,
  distributions: accountQuotas.distributions,
  "distributions with Lambda@Edge": lambdaAtEdgeQuotas.distributionsPerAccount,
  "staging distributions": accountQuotas.stagingDistributions,
  "continuous deployment policies": accountQuotas.continuousDeploymentPolicies,
  "cache policies": accountQuotas.cachePolicies,
  "origin request policies": accountQuotas.originRequestPolicies,
  "response headers policies": accountQuotas.responseHeadersPolicies,
  "origin access controls": accountQuotas.originAccessControls,
  "origin access identities": accountQuotas.originAccessIdentities,
  "key groups": accountQuotas.keyGroups,
  "public keys": accountQuotas.publicKeys,
  "field-level encryption configurations": accountQuotas.fieldLevelEncryptionConfigs,
  "field-level encryption profiles": accountQuotas.fieldLevelEncryptionProfiles,
  "real-time log configurations": accountQuotas.realtimeLogConfigs,
  "VPC origins": accountQuotas.vpcOrigins,
} as const satisfies Readonly<Record<string, Quota>>;

export type AccountCounted = keyof typeof counted;

/** Those that the distributions of a stack share where their settings are equal. */
const sharedInStacks: ReadonlySet<AccountCounted> = new Set<AccountCounted>([
  "cache policies",
  "origin request policies",
  "response headers policies",
  "origin access controls",
  "key groups",
  "public keys",
  "field-level encryption configurations",
  "field-level encryption profiles",
]);

/** All that is counted per account. */
export const accountCounted = Object.keys(counted) as readonly AccountCounted[];

/**
 * Returns the reason why an account can't hold so many of something; undefined when it can. Other stacks of the account
 * are not counted.
 *
 * @param granted what AWS has granted the account in place of its default
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkAccountCount(what: AccountCounted, count: number, granted?: number): Diagnostic | undefined {
  const others =
    "use another account, or ask AWS for more and write what it grants into the environment's grantedQuotas.";
  const fix = sharedInStacks.has(what)
    ? `Put distributions with equal ones into one stack, by their key 'stack': a stack shares them. Or ${others}`
    : `Share or remove some, ${others}`;
  return checkCount({ rule: "FE-STK-001", what, count, per: "an account", fix }, quotaOf(counted[what], granted));
}

/** The account's own quota where AWS has granted one: it is certain, even if AWS's pages disagree on the default. */
function quotaOf(byDefault: Quota, granted: number | undefined): Quota {
  if (granted === undefined) return byDefault;
  const { unit, page, readOn } = byDefault;
  return { value: granted, unit, page, readOn };
}

/** Returns the reason why so many functions can't read a KeyValueStore; undefined when they can. */
export function checkStoreFunctions(count: number): Diagnostic | undefined {
  const fix = "Let fewer functions read it, or make a second store.";
  return checkCount(
    { rule: "FE-LIM-006", what: "functions", count, per: "a KeyValueStore", fix },
    keyValueStoreQuotas.functionsPerStore,
  );
}

/** Returns the reason why a function can't read so many KeyValueStores; undefined when it can. */
export function checkFunctionStores(count: number): Diagnostic | undefined {
  const fix = "Put all that it reads into one.";
  return checkCount(
    { rule: "FE-LIM-007", what: "KeyValueStores", count, per: "a CloudFront Function", fix },
    cloudFrontFunctionQuotas.keyValueStoresPerFunction,
  );
}
