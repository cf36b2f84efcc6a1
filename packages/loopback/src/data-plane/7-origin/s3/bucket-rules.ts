import type { MotoRequest } from "../../../moto/request/request.ts";
import type { BucketPolicy } from "./bucket-policy.ts";

/** What decides on access to a bucket and its objects. */
export interface BucketRules {
  readonly policy: BucketPolicy | undefined;
  /** The bucket's own access control list. */
  readonly grants: readonly Grant[];
  readonly publicAccessBlock: { readonly ignorePublicAcls: boolean; readonly restrictPublicBuckets: boolean };
  /** `BucketOwnerEnforced`: access control lists are off. */
  readonly aclsDisabled: boolean;
}

export interface Grant {
  /** A canonical user id, or the URI of a group. */
  readonly grantee: string;
  readonly permission: "READ" | "WRITE" | "READ_ACP" | "WRITE_ACP" | "FULL_CONTROL";
}

/** What a bucket's website configuration says; redirection rules are not read. */
export interface BucketWebsite {
  /** `index.html` */
  readonly indexSuffix: string | undefined;
  /** The key of the page for errors. */
  readonly errorKey: string | undefined;
  readonly redirectAll: { readonly host: string; readonly protocol: string | undefined } | undefined;
}

/** Reads what decides on access to buckets from moto, and keeps it until a write to the bucket. */
export interface BucketRulesReader {
  /**
   * @param account - In whose name to ask: twelve digits.
   * @returns undefined where there is no such bucket.
   */
  rules(bucket: string, account: string): Promise<BucketRules | undefined>;
  /** @returns undefined where the bucket has no website configuration. */
  website(bucket: string, account: string): Promise<BucketWebsite | undefined>;
  objectGrants(bucket: string, key: string, account: string): Promise<readonly Grant[]>;
  /** To be told of every write that moto answered. */
  written(request: MotoRequest): void;
}

export type BucketReader = Pick<BucketRulesReader, "rules" | "objectGrants" | "website">;
