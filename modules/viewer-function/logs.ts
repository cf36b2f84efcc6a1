import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import type { Construct } from "constructs";
import { ImportExisting } from "../import-existing.ts";
import { oncePerStack } from "../shared-resources.ts";

/** The names of the log groups of all CloudFront Functions begin with it. */
const folder = "/aws/cloudfront/function/";

/**
 * The log group of a CloudFront Function.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html#cloudfront-function-logs
 */
export function viewerFunctionLogGroup(functionName: string): string {
  return `${folder}${functionName}`;
}

/** Creates a function's log group, or imports the one that CloudFront made when the function first logged. */
export function viewerFunctionLogs(
  scope: Construct,
  given: { readonly functionName: string; readonly usEast1: AwsProvider; readonly retentionInDays: number },
): CloudwatchLogGroup {
  const { functionName, usEast1: provider, retentionInDays } = given;
  const name = viewerFunctionLogGroup(functionName);
  const resource = new CloudwatchLogGroup(scope, "logs", {
    provider,
    name,
    retentionInDays,
    // Terraform destroys it after the function, which could otherwise make it again.
    lifecycle: { createBeforeDestroy: true },
  });
  const existing = oncePerStack(
    scope,
    "existing-log-groups",
    (stack) => new DataAwsCloudwatchLogGroups(stack, "existing-log-groups", { provider, logGroupNamePrefix: folder }),
  );
  new ImportExisting(scope, "existing-logs", { resource, name, existing, attribute: "log_group_names" });
  return resource;
}
