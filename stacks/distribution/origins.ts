import type { Construct } from "constructs";
import type { Environment } from "#environments";
import type { Origin } from "#modules/edge-distribution/index.ts";
import { StaticOrigin } from "#modules/static-origin/index.ts";

export interface DistributionOriginsProps {
  readonly environment: Environment;
  readonly distribution: Environment["distributions"][string];
  /** A name of this distribution's own in the account, of `most` characters. */
  readonly ownName: (part: string, most: number) => string;
}

export interface DistributionOrigins {
  readonly forDistribution: Readonly<Record<string, Origin>>;
  /** The static ones, by their key in the environment. */
  readonly buckets: ReadonlyMap<string, StaticOrigin>;
}

/** Where a static origin's files lie in the stack's folder. */
export function contentFolder(origin: string): string {
  return `content/${origin}`;
}

/** The origins of a distribution, and the buckets behind the static ones. */
export function createOrigins(scope: Construct, props: DistributionOriginsProps): DistributionOrigins {
  const { environment, distribution, ownName } = props;
  const buckets = new Map<string, StaticOrigin>();
  const forDistribution: Record<string, Origin> = {};
  for (const [key, origin] of Object.entries(distribution.origins)) {
    if (origin.type === "custom") {
      const { domain: domainName, responseTimeoutSeconds } = origin;
      forDistribution[key] = { type: "custom", domainName, responseTimeoutSeconds };
      continue;
    }
    const bucket = new StaticOrigin(scope, `origin:${key}`, {
      // The account makes it unique in the world.
      bucketName: ownName(`${key}-${environment.account}`, 63),
      accessControlName: ownName(key, 64),
      preventDestroy: environment.protections.preventDestroy,
      contentFolder: origin.content === undefined ? undefined : contentFolder(key),
    });
    buckets.set(key, bucket);
    forDistribution[key] = {
      type: "s3",
      domainName: bucket.bucket.bucketRegionalDomainName,
      accessControlId: bucket.accessControl.id,
    };
  }
  return { forDistribution, buckets };
}
