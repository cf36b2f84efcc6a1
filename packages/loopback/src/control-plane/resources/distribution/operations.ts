import type { DistributionConfig, Tag } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import { newId } from "../../ids.ts";
import { noteReplicas } from "../../lambda-replicas.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import type { Operations } from "../../protocol/operations.ts";
import { newRecord } from "../../shared/config-record.ts";
import { checkIfMatch } from "../../shared/if-match.ts";
import { acceptTags } from "../../tagging/accept-tags.ts";
import { continuousDeploymentPolicyKind } from "../continuous-deployment-policy/kind.ts";
import { deleteInvalidations } from "../invalidation/kind.ts";
import { monitoringSubscriptionKind } from "../monitoring-subscription/kind.ts";
import { logBehaviorOrder } from "./behavior-order.ts";
import { withDefaults } from "./defaults.ts";
import { type DistributionRecord, distributionKind, findDistribution, isDeployed } from "./kind.ts";
import { answer } from "./present.ts";
import { checkDistribution } from "./validate.ts";
import { checkContinuouslyDeployed } from "./validation/continuous-deployment.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html */
export const distributionOperations: Operations = {
  CreateDistribution: ({ DistributionConfig: config }, context) =>
    answer(create(config ?? empty, [], context), context),

  CreateDistributionWithTags: (
    { DistributionConfigWithTags: { DistributionConfig: config, Tags: tags } = empty },
    context,
  ) => answer(create(config ?? empty, tags?.Items ?? [], context), context),

  GetDistribution({ Id: id }, context) {
    const { Distribution, ETag } = answer(findDistribution(id, context), context);
    return { Distribution, ETag };
  },

  GetDistributionConfig({ Id: id }, context) {
    const { config, etag } = findDistribution(id, context);
    return { DistributionConfig: config, ETag: etag };
  },

  UpdateDistribution({ Id: id, IfMatch, DistributionConfig: sent = empty }, context) {
    const before = findDistribution(id, context);
    checkIfMatch(IfMatch, before);
    const { Distribution, ETag } = answer(update(before, sent, context), context);
    return { Distribution, ETag };
  },

  DeleteDistribution({ Id: id, IfMatch }, context) {
    const record = findDistribution(id, context);
    checkIfMatch(IfMatch, record);
    if (record.config.Enabled || !isDeployed(record, context)) {
      throw new CloudFrontError(
        "DistributionNotDisabled",
        `The distribution '${record.id}' must be disabled, and deployed as such, before it is deleted.`,
      );
    }
    const policy = context.account
      .all(continuousDeploymentPolicyKind)
      .find(({ config }) => config.StagingDistributionDnsNames?.Items?.includes(record.domainName) ?? false);
    if (policy !== undefined) {
      throw new CloudFrontError(
        "ResourceInUse",
        `The continuous deployment policy '${policy.id}' names the distribution.`,
      );
    }
    // Its own resources are deleted first, so that a process killed in between leaves no orphans.
    context.account.all(monitoringSubscriptionKind).delete(record.id);
    deleteInvalidations(record.id, context);
    context.account.all(distributionKind).delete(record.id);
    noteReplicas(context);
    return {};
  },
};

/** The config of a request without a body. Never used, because such a request was rejected before. */
const empty = {} as never;

/**
 * Creates a distribution.
 * @throws {CloudFrontError} when AWS would reject it.
 */
export function create(sent: DistributionConfig, tags: readonly Tag[], context: Context): DistributionRecord {
  const config = withDefaults(sent);
  const all = context.account.all(distributionKind);
  if (all.find((record) => record.config.CallerReference === config.CallerReference)) {
    throw new CloudFrontError(
      "DistributionAlreadyExists",
      `The caller reference '${config.CallerReference}' was used before.`,
    );
  }
  const stagings = Array.from(all).filter((record) => record.config.Staging).length;
  if (
    all.size >= accountQuotas.distributions.value ||
    (config.Staging && stagings >= accountQuotas.stagingDistributions.value)
  ) {
    throw new CloudFrontError(
      "TooManyDistributions",
      `The account has ${all.size} distributions, ${stagings} for staging.`,
    );
  }
  checkDistribution(config, context, undefined);
  const record = {
    ...newRecord(newId.entity(), config, context),
    domainName: `${newId.subdomain()}.cloudfront.net`,
    tags: acceptTags(tags),
  };
  all.put(record);
  logBehaviorOrder(record, context);
  noteReplicas(context);
  return record;
}

/**
 * Replaces the config of a distribution.
 * @throws {CloudFrontError} when AWS would reject it.
 */
export function update(before: DistributionRecord, sent: DistributionConfig, context: Context): DistributionRecord {
  const config = withDefaults(sent);
  for (const member of ["CallerReference", "Staging"] as const) {
    if (config[member] !== before.config[member]) {
      throw new CloudFrontError("IllegalUpdate", `The ${member} of the distribution '${before.id}' can't be changed.`);
    }
  }
  checkContinuouslyDeployed(before.config, config);
  checkDistribution(config, context, before.id);
  const record = { ...before, config, etag: newId.etag(), modified: new Date(context.clock()) };
  context.account.all(distributionKind).put(record);
  logBehaviorOrder(record, context);
  noteReplicas(context);
  return record;
}
