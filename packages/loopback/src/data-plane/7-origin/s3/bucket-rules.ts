import type { MotoRequest } from "../../../moto/request/request.ts";
import type { ResourcePolicy } from "../resource-policy.ts";

/** The settings of a bucket that decide on access to it and its objects. */
export interface BucketRules {
  readonly policy: ResourcePolicy | undefined;
  /** The bucket's own access control list. */
  readonly grants: readonly Grant[];
  readonly publicAccessBlock: { readonly ignorePublicAcls: boolean; readonly restrictPublicBuckets: boolean };
  /** True if the object ownership is `BucketOwnerEnforced`, so that access control lists have no effect. */
  readonly aclsDisabled: boolean;
}

/** An entry of an access control list. */
export interface Grant {
  /** A canonical user id, or the URI of a group. */
  readonly grantee: string;
  readonly permission: "READ" | "WRITE" | "READ_ACP" | "WRITE_ACP" | "FULL_CONTROL";
}

/** A bucket's website configuration, without redirection rules. */
export interface BucketWebsite {
  /** Such as `index.html`. */
  readonly indexSuffix: string | undefined;
  /** The key of the error page. */
  readonly errorKey: string | undefined;
  readonly redirectAll: { readonly host: string; readonly protocol: string | undefined } | undefined;
}

/** A Multi-Region Access Point: its policy and its buckets, in the order in which its owner named them. */
export interface MultiRegionAccessPoint {
  readonly policy: ResourcePolicy | undefined;
  readonly buckets: readonly { readonly bucket: string; readonly region: string }[];
}

/** Reads the settings of buckets from moto, and keeps them until a write to the bucket. */
export interface BucketRulesReader {
  /**
   * @param account the account that sends the request to moto: twelve digits
   * @returns undefined if the bucket does not exist
   */
  rules(bucket: string, account: string): Promise<BucketRules | undefined>;
  /** @returns undefined if the bucket has no website configuration */
  website(bucket: string, account: string): Promise<BucketWebsite | undefined>;
  objectGrants(bucket: string, key: string, account: string): Promise<readonly Grant[]>;
  /**
   * @param alias such as `mfzwi23gnjvgw.mrap`
   * @returns undefined if the account has no Multi-Region Access Point with the alias
   */
  multiRegionAccessPoint(alias: string, account: string): Promise<MultiRegionAccessPoint | undefined>;
  /**
   * @param key the id, alias or ARN of a KMS key; an id belongs to the account and region
   * @returns undefined if the key does not exist
   */
  keyPolicy(
    key: string,
    owner: { readonly account: string; readonly region: string },
  ): Promise<{ readonly arn: string; readonly policy: ResourcePolicy } | undefined>;
  /** Must be called for every write that moto has answered. */
  written(request: MotoRequest): void;
}

/** The part of a reader that requests need. */
export type BucketReader = Pick<
  BucketRulesReader,
  "rules" | "objectGrants" | "website" | "multiRegionAccessPoint" | "keyPolicy"
>;
