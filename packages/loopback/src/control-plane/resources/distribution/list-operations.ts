import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import type { Operations } from "../../protocol/operations.ts";
import { pageOf } from "../../shared/paging.ts";
import { realtimeLogConfigKind } from "../realtime-log-config/kind.ts";
import { behaviorsOf, distributionKind } from "./kind.ts";
import { summarize } from "./present.ts";

type Paging = Parameters<typeof pageOf>[1];
type Uses = (config: DistributionConfig) => boolean;

function pageOfUsers(input: Paging, { account }: Context, uses: Uses) {
  return pageOf(
    Array.from(account.all(distributionKind)).filter(({ config }) => uses(config)),
    input,
  );
}

function summaries(input: Paging, context: Context, uses: Uses) {
  const { items, about } = pageOfUsers(input, context, uses);
  return { DistributionList: { ...about, Items: items.map((record) => summarize(record, context)) } };
}

function ids(input: Paging, context: Context, uses: Uses) {
  const { items, about } = pageOfUsers(input, context, uses);
  return { DistributionIdList: { ...about, Items: items.map(({ id }) => id) } };
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html */
export const distributionListOperations: Operations = {
  ListDistributions: (input, context) => summaries(input, context, () => true),

  ListDistributionsByCachePolicyId: (input, context) =>
    ids(input, context, (config) => behaviorsOf(config).some((one) => one.CachePolicyId === input.CachePolicyId)),

  ListDistributionsByOriginRequestPolicyId: (input, context) =>
    ids(input, context, (config) =>
      behaviorsOf(config).some((one) => one.OriginRequestPolicyId === input.OriginRequestPolicyId),
    ),

  ListDistributionsByResponseHeadersPolicyId: (input, context) =>
    ids(input, context, (config) =>
      behaviorsOf(config).some((one) => one.ResponseHeadersPolicyId === input.ResponseHeadersPolicyId),
    ),

  ListDistributionsByKeyGroup: (input, context) =>
    ids(input, context, (config) =>
      behaviorsOf(config).some((one) => one.TrustedKeyGroups?.Items?.includes(input.KeyGroupId ?? "")),
    ),

  ListDistributionsByVpcOriginId: (input, context) =>
    ids(
      input,
      context,
      ({ Origins }) => Origins?.Items?.some((one) => one.VpcOriginConfig?.VpcOriginId === input.VpcOriginId) ?? false,
    ),

  /** The id `null` selects distributions without a web ACL. */
  ListDistributionsByWebACLId: (input, context) =>
    summaries(input, context, ({ WebACLId }) => WebACLId === (input.WebACLId === "null" ? "" : input.WebACLId)),

  ListDistributionsByRealtimeLogConfig(input, context) {
    const named = context.account.all(realtimeLogConfigKind).get(input.RealtimeLogConfigName ?? "");
    const arn = input.RealtimeLogConfigArn ?? named?.config.ARN;
    return summaries(input, context, (config) =>
      behaviorsOf(config).some((one) => arn !== undefined && one.RealtimeLogConfigArn === arn),
    );
  },
};
