import { isDeepStrictEqual } from "node:util";
import type { Context } from "../../context.ts";
import { CloudFrontError, fail } from "../../protocol/errors.ts";
import type { Operations } from "../../protocol/operations.ts";
import { findDistribution } from "../distribution/kind.ts";
import { monitoringSubscriptionKind as kind } from "./kind.ts";
import { checkMonitoringSubscription } from "./validate.ts";

function find(distributionId: string | undefined, context: Context) {
  const { id } = findDistribution(distributionId, context);
  return (
    context.account.all(kind).get(id) ??
    fail("NoSuchMonitoringSubscription", `The distribution '${id}' has no monitoring subscription.`)
  );
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateMonitoringSubscription.html */
export const monitoringSubscriptionOperations: Operations = {
  /** Also changes a subscription: there is no update operation, so the AWS provider creates it again with another status. */
  CreateMonitoringSubscription({ DistributionId, MonitoringSubscription: subscription = {} }, context) {
    const { id } = findDistribution(DistributionId, context);
    checkMonitoringSubscription(subscription);
    const before = context.account.all(kind).get(id);
    if (before !== undefined && isDeepStrictEqual(before.subscription, subscription)) {
      throw new CloudFrontError("MonitoringSubscriptionAlreadyExists", `The distribution '${id}' has it already.`);
    }
    context.account.all(kind).put({ id, subscription });
    return { MonitoringSubscription: subscription };
  },

  GetMonitoringSubscription: ({ DistributionId }, context) => ({
    MonitoringSubscription: find(DistributionId, context).subscription,
  }),

  DeleteMonitoringSubscription({ DistributionId }, context) {
    context.account.all(kind).delete(find(DistributionId, context).id);
    return {};
  },
};
