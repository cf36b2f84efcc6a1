import type { FunctionStage, FunctionSummary } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { behaviorsOf, distributionUsing } from "../distribution/kind.ts";
import type { FunctionRecord } from "./kind.ts";

/** Names a distribution that runs a function, as `the distribution E…`; undefined when none does. */
export function userOf({ id }: FunctionRecord, context: Context): string | undefined {
  const arn = arnOf(id, context);
  return distributionUsing(context, (config) =>
    behaviorsOf(config).some(({ FunctionAssociations: functions }) =>
      functions?.Items?.some(({ FunctionARN }) => FunctionARN === arn),
    ),
  );
}

function arnOf(name: string, { account }: Context): string {
  return account.arn("function", name);
}

/** The development stage is unpublished until the live stage has the same version. */
function statusOf(record: FunctionRecord, stage: FunctionStage, context: Context): string {
  if (stage === "DEVELOPMENT" && record.live?.etag !== record.development.etag) return "UNPUBLISHED";
  return userOf(record, context) === undefined ? "UNASSOCIATED" : "DEPLOYED";
}

/**
 * Describes a stage of a function as CloudFront does.
 * @returns undefined for the live stage of a function that was never published
 */
export function present(record: FunctionRecord, stage: FunctionStage, context: Context): FunctionSummary | undefined {
  const stored = stage === "LIVE" ? record.live : record.development;
  if (stored === undefined) return undefined;
  return {
    Name: record.id,
    Status: statusOf(record, stage, context),
    FunctionConfig: stored.config,
    FunctionMetadata: {
      FunctionARN: arnOf(record.id, context),
      Stage: stage,
      CreatedTime: stored.created,
      LastModifiedTime: stored.modified,
    },
  };
}
