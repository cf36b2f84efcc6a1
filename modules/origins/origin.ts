import type { CloudfrontDistributionOrigin } from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";

/** A source of a distribution's content. */
export interface Origin {
  /** Terraform's arguments of the origin, except the id: a distribution names its origins. */
  readonly block: Omit<CloudfrontDistributionOrigin, "originId">;
  /** The bucket that the origin created, if any. */
  readonly bucketName?: string | undefined;
  /** Lets one distribution, and no other, read the origin. Apart from creation because the distribution comes later. */
  allowDistribution?(distributionArn: string): void;
}

/** The stack in which origins are created, as far as they need to know it. */
export interface OriginContext {
  /** A name for a resource, unique in the account. @param most characters */
  readonly resourceName: (part: string, most: number) => string;
  /** Twelve digits. */
  readonly account: string;
  /** Terraform refuses to destroy buckets. Without it, destroying a bucket takes its objects along. */
  readonly preventDestroy: boolean;
  /** The folder of an origin's files, below the stack's own. */
  readonly contentFolder: (origin: string) => string;
  /** The outputs of an API of the environment, by its key. */
  readonly outputsOfApi: (id: string) => ApiOutputs;
}

export interface ApiOutputs {
  /** The host of the function's URL. */
  readonly domainName: string;
  /** The function's name, in the account and region of the stack's default provider. */
  readonly functionName: string;
}
