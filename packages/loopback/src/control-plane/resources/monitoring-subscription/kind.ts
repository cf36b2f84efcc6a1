import type { MonitoringSubscription } from "@aws-sdk/client-cloudfront";
import type { Kind } from "../../state/account.ts";
import type { StoredRecord } from "../../state/collection.ts";

interface MonitoringSubscriptionRecord extends StoredRecord {
  /** The id of the distribution. */
  readonly id: string;
  readonly subscription: MonitoringSubscription;
}

export const monitoringSubscriptionKind: Kind<MonitoringSubscriptionRecord> = { name: "monitoring-subscription" };
