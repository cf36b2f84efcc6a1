import type { CloudfrontDistributionOrigin } from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import type { NewerArgument } from "../newer-arguments.ts";

/** A source of a distribution's content. */
export interface Origin {
  /** Terraform's arguments of the origin, except the id: a distribution names its origins. */
  readonly block: Omit<CloudfrontDistributionOrigin, "originId">;
  /** Arguments of the origin's block that the provider's bindings do not have. */
  readonly newerArguments?: readonly NewerArgument[] | undefined;
  /** The bucket that the origin created, if any. */
  readonly bucketName?: string | undefined;
  /** Lets one distribution, and no other, read the origin. Apart from creation because the distribution comes later. */
  allowDistribution?(distributionArn: string): void;
  /**
   * Policies that must allow the distribution, and that another team manages: by the ARN of the resource, the statements
   * to add, as JSON.
   */
  requiredStatements?(distributionArn: string): Readonly<Record<string, string>>;
}

/** Facts about the stack that origins are created in. */
export interface OriginContext {
  /** A name for a resource, unique in the account. @param most characters */
  readonly resourceName: (part: string, most: number) => string;
  /** Twelve digits. */
  readonly account: string;
  /** The region of the stack's default provider. */
  readonly region: string;
  /** Terraform refuses to destroy buckets. If false, destroying a bucket deletes its objects, too. */
  readonly preventDestroy: boolean;
  /** True if buckets keep earlier versions of their objects. @default true */
  readonly keepsVersions?: boolean | undefined;
  /** The folder of an origin's files, below the stack's own. */
  readonly contentFolder: (origin: string) => string;
}
