import type { Context } from "../../context.ts";
import { type KeyValueStoreRecord, keyValueStoreKind } from "./kind.ts";

/** A store of the account by its ARN. */
export function findStore(arn: string, { account }: Pick<Context, "account">): KeyValueStoreRecord | undefined {
  const prefix = account.arn("key-value-store", "");
  return arn.startsWith(prefix) ? account.all(keyValueStoreKind).get(arn.slice(prefix.length)) : undefined;
}
