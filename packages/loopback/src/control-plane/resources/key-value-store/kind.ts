import type { Tag } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import type { Kind } from "../../state/account.ts";
import type { StoredRecord } from "../../state/collection.ts";

export interface KeyValueStoreRecord extends StoredRecord {
  /** The id in the store's ARN, `arn:aws:cloudfront::123456789012:key-value-store/<id>`. */
  readonly id: string;
  readonly name: string;
  readonly comment?: string | undefined;
  readonly created: Date;
  readonly modified: Date;
  /** The ETag of the store's description, in CloudFront's API. */
  readonly etag: string;
  /** Key and value pairs, sorted by key. Each change replaces the array. */
  readonly entries: readonly (readonly [key: string, value: string])[];
  /** The ETag of all entries, in the store's own API, by which parallel writers are detected. */
  readonly entriesEtag: string;
  readonly tags?: readonly Tag[];
}

export const keyValueStoreKind: Kind<KeyValueStoreRecord> = {
  name: "key-value-store",
  taggedAs: "key-value-store",
};

/** Finds a store of the account by its ARN. */
export function findStore(arn: string, { account }: Pick<Context, "account">): KeyValueStoreRecord | undefined {
  const prefix = account.arn("key-value-store", "");
  return arn.startsWith(prefix) ? account.all(keyValueStoreKind).get(arn.slice(prefix.length)) : undefined;
}
