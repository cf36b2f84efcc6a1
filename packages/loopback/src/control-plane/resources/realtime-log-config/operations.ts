import type { RealtimeLogConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import { CloudFrontError, fail } from "../../protocol/errors.ts";
import type { Operations } from "../../protocol/operations.ts";
import { pageOf } from "../../shared/paging.ts";
import { behaviorsOf, distributionUsing } from "../distribution/kind.ts";
import { type RealtimeLogConfigRecord, realtimeLogConfigKind } from "./kind.ts";
import { checkRealtimeLogConfig } from "./validate.ts";

/** Real-time log configurations have no ETag, and requests name them in the body, by name or ARN. */
interface Named {
  readonly Name?: string | undefined;
  readonly ARN?: string | undefined;
}

function find({ Name: name, ARN: arn }: Named, { account }: Context): RealtimeLogConfigRecord {
  return (
    account.all(realtimeLogConfigKind).find(({ config }) => (arn ? config.ARN === arn : config.Name === name)) ??
    fail("NoSuchRealtimeLogConfig", `The real-time log configuration '${arn ?? name}' does not exist.`)
  );
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateRealtimeLogConfig.html */
export const realtimeLogConfigOperations: Operations = {
  CreateRealtimeLogConfig({ Name = "", SamplingRate, EndPoints, Fields }, { account }) {
    const config: RealtimeLogConfig = {
      ARN: account.arn("realtime-log-config", Name),
      Name,
      SamplingRate,
      EndPoints,
      Fields,
    };
    const all = account.all(realtimeLogConfigKind);
    if (all.get(Name) !== undefined) {
      throw new CloudFrontError(
        "RealtimeLogConfigAlreadyExists",
        `The real-time log configuration '${Name}' already exists.`,
      );
    }
    if (all.size >= accountQuotas.realtimeLogConfigs.value) {
      throw new CloudFrontError(
        "TooManyRealtimeLogConfigs",
        `An account has at most ${all.size} real-time log configurations.`,
      );
    }
    checkRealtimeLogConfig(config);
    all.put({ id: Name, config });
    return { RealtimeLogConfig: config };
  },

  GetRealtimeLogConfig: (input, context) => ({ RealtimeLogConfig: find(input, context).config }),

  UpdateRealtimeLogConfig(input, context) {
    const before = find(input, context);
    const config = {
      ...before.config,
      SamplingRate: input.SamplingRate ?? before.config.SamplingRate,
      EndPoints: input.EndPoints ?? before.config.EndPoints,
      Fields: input.Fields ?? before.config.Fields,
    };
    checkRealtimeLogConfig(config);
    context.account.all(realtimeLogConfigKind).put({ ...before, config });
    return { RealtimeLogConfig: config };
  },

  DeleteRealtimeLogConfig(input, context) {
    const { id, config } = find(input, context);
    const user = distributionUsing(context, (used) =>
      behaviorsOf(used).some(({ RealtimeLogConfigArn }) => RealtimeLogConfigArn === config.ARN),
    );
    if (user !== undefined) {
      throw new CloudFrontError(
        "RealtimeLogConfigInUse",
        `The real-time log configuration '${id}' is in use by ${user}.`,
      );
    }
    context.account.all(realtimeLogConfigKind).delete(id);
    return {};
  },

  ListRealtimeLogConfigs(input, { account }) {
    const { items, about } = pageOf(account.all(realtimeLogConfigKind), input);
    return { RealtimeLogConfigs: { ...about, Items: items.map(({ config }) => config) } };
  },
};
