import type { InvalidationBatch } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import type { Kind } from "../../state/account.ts";
import type { StoredRecord } from "../../state/collection.ts";

interface InvalidationRecord extends StoredRecord {
  readonly distributionId: string;
  readonly created: Date;
  readonly batch: InvalidationBatch;
}

export const invalidationKind: Kind<InvalidationRecord> = { name: "invalidation" };

export function invalidationsOf(distributionId: string, { account }: Context): readonly InvalidationRecord[] {
  return Array.from(account.all(invalidationKind)).filter((record) => record.distributionId === distributionId);
}

/** True once an invalidation is completed, which takes as long as a deployment. */
export function isCompleted({ created }: InvalidationRecord, { clock, deploySeconds }: Context): boolean {
  return clock() >= created.getTime() + deploySeconds * 1_000;
}

export function invalidationsInProgress(distributionId: string, context: Context): readonly InvalidationRecord[] {
  return invalidationsOf(distributionId, context).filter((record) => !isCompleted(record, context));
}

export function deleteInvalidations(distributionId: string, context: Context): void {
  for (const { id } of invalidationsOf(distributionId, context)) {
    context.account.all(invalidationKind).delete(id);
  }
}
