import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig } from "@aws-sdk/client-cloudfront";
import { type BehaviorAssociations, checkAssociations, type EdgeEvent, edgeEvents } from "@featheredge/aws-rules";
import { sentences } from "@featheredge/diagnostics";
import type { Context } from "../../../context.ts";
import { CloudFrontError } from "../../../protocol/errors.ts";
import { functionKind } from "../../function/kind.ts";
import { behaviorsOf } from "../kind.ts";

type Behavior = DefaultCacheBehavior | CacheBehavior;

/** The ARN of a numbered version in us-east-1: CloudFront rejects `$LATEST`, aliases and other regions. */
const lambdaVersion = /^arn:aws:lambda:us-east-1:\d{12}:function:[A-Za-z0-9_-]{1,64}:\d+$/;

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html */
export function checkFunctions(config: DistributionConfig, context: Context): void {
  const behaviors = behaviorsOf(config);
  for (const behavior of behaviors) {
    checkLambdas(behavior);
    checkCloudFrontFunctions(behavior, context);
  }
  const [diagnostic] = checkAssociations(behaviors.map(associationsOf));
  if (diagnostic?.rule === "FE-DST-012") {
    throw new CloudFrontError("TooManyLambdaFunctionAssociations", sentences(diagnostic));
  }
  if (diagnostic !== undefined) {
    const isLambdaOnly = behaviors.every(({ FunctionAssociations }) => !FunctionAssociations?.Items?.length);
    throw new CloudFrontError(
      isLambdaOnly ? "InvalidLambdaFunctionAssociation" : "InvalidFunctionAssociation",
      sentences(diagnostic),
    );
  }
}

function checkLambdas({ LambdaFunctionAssociations: associations }: Behavior): void {
  const items = associations?.Items ?? [];
  if (items.length > edgeEvents.length) {
    throw new CloudFrontError(
      "TooManyLambdaFunctionAssociations",
      `A behavior has ${items.length}; CloudFront takes 4.`,
    );
  }
  for (const { LambdaFunctionARN: arn = "", EventType: event = "", IncludeBody: body } of items) {
    if (!lambdaVersion.test(arn)) {
      throw new CloudFrontError(
        "InvalidLambdaFunctionAssociation",
        `The function ARN must be of a numbered version in us-east-1, not $LATEST or an alias: ${arn}`,
      );
    }
    if (!edgeEvents.includes(event as EdgeEvent) || (body && !event.endsWith("-request"))) {
      throw new CloudFrontError(
        "InvalidLambdaFunctionAssociation",
        `The event type '${event}' ${body ? "has no body to include" : "is not one of CloudFront's"}.`,
      );
    }
  }
}

function checkCloudFrontFunctions({ FunctionAssociations: associations }: Behavior, { account }: Context): void {
  const items = associations?.Items ?? [];
  if (items.length > 2) {
    throw new CloudFrontError(
      "TooManyFunctionAssociations",
      `A behavior has ${items.length} functions; CloudFront takes 2.`,
    );
  }
  for (const { FunctionARN: arn = "", EventType: event } of items) {
    const name = arn.split(":function/")[1] ?? "";
    const record = account.arn("function", name) === arn ? account.all(functionKind).get(name) : undefined;
    if (record?.live === undefined) {
      const reason = record === undefined ? "does not exist" : "was never published";
      throw new CloudFrontError("InvalidFunctionAssociation", `The function '${arn}' ${reason}.`);
    }
    if (event !== "viewer-request" && event !== "viewer-response") {
      throw new CloudFrontError(
        "InvalidFunctionAssociation",
        `CloudFront Functions run at viewer-request and viewer-response, not at '${event}'.`,
      );
    }
  }
}

function associationsOf(behavior: Behavior): BehaviorAssociations {
  return {
    key: "PathPattern" in behavior ? `The behavior '${behavior.PathPattern}'` : "The default behavior",
    associations: [
      ...(behavior.FunctionAssociations?.Items ?? []).map(({ FunctionARN, EventType }) => ({
        event: EventType as EdgeEvent,
        runtime: "cloudfront-function" as const,
        name: FunctionARN ?? "",
      })),
      ...(behavior.LambdaFunctionAssociations?.Items ?? []).map(({ LambdaFunctionARN, EventType }) => ({
        event: EventType as EdgeEvent,
        runtime: "lambda-at-edge" as const,
        name: LambdaFunctionARN ?? "",
      })),
    ],
  };
}
