import type { MonitoringSubscription } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { CloudFrontError, fail } from "../../protocol/errors.ts";
import type { Operations } from "../../protocol/operations.ts";
import type { Kind } from "../../state/account.ts";
import type { StoredRecord } from "../../state/collection.ts";
import { distributionKind } from "../distribution/record.ts";
import { checkMonitoringSubscription } from "./validate.ts";

interface MonitoringSubscriptionRecord extends StoredRecord {
  /** The distribution's. */
  readonly id: string;
  readonly subscription: MonitoringSubscription;
}

const kind: Kind<MonitoringSubscriptionRecord> = { name: "monitoring-subscription" };

function find(distributionId: string, { account }: Context): MonitoringSubscriptionRecord {
  requireDistribution(distributionId, { account });
  return (
    account.all(kind).get(distributionId) ??
    fail("NoSuchMonitoringSubscription", `The distribution '${distributionId}' has no monitoring subscription.`)
  );
}

function requireDistribution(id: string, { account }: Pick<Context, "account">): void {
  if (account.all(distributionKind).get(id) === undefined) {
    throw new CloudFrontError("NoSuchDistribution", `The distribution '${id}' does not exist.`);
  }
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateMonitoringSubscription.html */
export const monitoringSubscriptionOperations: Operations = {
  CreateMonitoringSubscription({ DistributionId: id = "", MonitoringSubscription: subscription = {} }, context) {
    requireDistribution(id, context);
    checkMonitoringSubscription(subscription);
    if (context.account.all(kind).get(id) !== undefined) {
      throw new CloudFrontError("MonitoringSubscriptionAlreadyExists", `The distribution '${id}' has one already.`);
    }
    context.account.all(kind).put({ id, subscription });
    return { MonitoringSubscription: subscription };
  },

  GetMonitoringSubscription: ({ DistributionId: id = "" }, context) => ({
    MonitoringSubscription: find(id, context).subscription,
  }),

  DeleteMonitoringSubscription({ DistributionId: id = "" }, context) {
    context.account.all(kind).delete(find(id, context).id);
    return {};
  },
};
