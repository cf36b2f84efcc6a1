import type { Kind } from "../../state/account.ts";
import type { StoredRecord } from "../../state/collection.ts";

export interface KeyValueStoreRecord extends StoredRecord {
  /** As in its ARN, `arn:aws:cloudfront::123456789012:key-value-store/<id>`. */
  readonly id: string;
  readonly name: string;
  /** Key and value pairs, in the order they are listed. A change gives another array. */
  readonly entries: readonly (readonly [key: string, value: string])[];
}

export const keyValueStoreKind: Kind<KeyValueStoreRecord> = { name: "key-value-store" };
