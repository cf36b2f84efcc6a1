import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig, Tag } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { fail } from "../../protocol/errors.ts";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

export interface DistributionRecord extends ConfigRecord<DistributionConfig> {
  /** `d111111abcdef8.cloudfront.net` */
  readonly domainName: string;
  readonly tags: readonly Tag[];
}

export const distributionKind: Kind<DistributionRecord> = { name: "distribution", taggedAs: "distribution" };

/** @throws {CloudFrontError} `NoSuchDistribution`. */
export function findDistribution(id: string | undefined, { account }: Context): DistributionRecord {
  return (
    account.all(distributionKind).get(id ?? "") ??
    fail("NoSuchDistribution", `The distribution '${id}' does not exist.`)
  );
}

/** True once the last change has reached all edge locations. */
export function isDeployed({ modified }: DistributionRecord, { clock, deploySeconds }: Context): boolean {
  return clock() >= modified.getTime() + deploySeconds * 1_000;
}

/** The default behavior, followed by the others in their order. */
export function behaviorsOf(config: DistributionConfig): readonly (DefaultCacheBehavior | CacheBehavior)[] {
  return [config.DefaultCacheBehavior, ...(config.CacheBehaviors?.Items ?? [])].filter((one) => one !== undefined);
}

/** Names a distribution whose config uses a resource, as `the distribution E…`; undefined when none does. */
export function distributionUsing(
  { account }: Context,
  uses: (config: DistributionConfig) => boolean,
): string | undefined {
  const user = account.all(distributionKind).find(({ config }) => uses(config));
  return user && `the distribution ${user.id}`;
}
