import type { MotoRequest } from "../../../moto/request/request.ts";
import type { BucketPolicy } from "./bucket-policy.ts";

/** The settings of a bucket that decide on access to it and its objects. */
export interface BucketRules {
  readonly policy: BucketPolicy | undefined;
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
  /** Must be called for every write that moto has answered. */
  written(request: MotoRequest): void;
}

/** The part of a reader that requests need. */
export type BucketReader = Pick<BucketRulesReader, "rules" | "objectGrants" | "website">;
