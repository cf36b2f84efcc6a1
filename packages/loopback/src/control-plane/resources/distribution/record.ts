import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig, Tag } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import type { Kind } from "../../state/account.ts";
import type { ConfigRecord } from "../config-resource.ts";

export interface DistributionRecord extends ConfigRecord<DistributionConfig> {
  readonly domainName: string;
  readonly tags: readonly Tag[];
  /** From then on it is `Deployed`. */
  readonly deployed: Date;
  /** Of a staging distribution: the distribution that it was copied from. */
  readonly primaryId?: string | undefined;
}

export const distributionKind: Kind<DistributionRecord> = { name: "distribution", taggedAs: "distribution" };

/** The default behavior, then the others in their order. */
export function behaviorsOf(config: DistributionConfig): readonly (DefaultCacheBehavior | CacheBehavior)[] {
  return [config.DefaultCacheBehavior, ...(config.CacheBehaviors?.Items ?? [])].filter((one) => one !== undefined);
}

/** `the distribution E…` that uses something; undefined when none does. */
export function distributionUsing(
  { account }: Context,
  uses: (config: DistributionConfig) => boolean,
): string | undefined {
  const found = account.all(distributionKind).find(({ config }) => uses(config));
  return found && `the distribution ${found.id}`;
}
