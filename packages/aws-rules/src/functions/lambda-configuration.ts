import { type Diagnostic, diagnose, pages, type RuleId } from "@featheredge/diagnostics";
import type { EdgeEvent } from "../events.ts";
import { lambdaAtEdgeQuotas, lambdaAtEdgeRunQuotas } from "../quotas/lambda-at-edge.ts";
import { checkLambdaRuntime } from "./lambda-runtimes.ts";

const page = pages.lambdaAtEdgeRestrictions;

/** The parts of a Lambda function's configuration that decide whether CloudFront accepts it; unknown values are omitted. */
export interface LambdaConfiguration {
  /** Such as `nodejs22.x`. */
  readonly runtime?: string | undefined;
  readonly architectures?: readonly string[] | undefined;
  readonly memoryMb?: number | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly temporaryStorageMb?: number | undefined;
  /** True if each publication makes a numbered version. */
  readonly isPublished?: boolean | undefined;
  /** Features of the function that Lambda@Edge does not support. */
  readonly features?: readonly LambdaFeature[] | undefined;
}

const features = {
  environment: { name: "environment variables", fix: "Build the values in." },
  layers: { name: "layers", fix: "Bundle their contents." },
  vpc: { name: "access to a VPC", fix: "Reach its services by a public endpoint." },
  "dead-letter-queue": { name: "a dead-letter queue", fix: "Remove it: CloudFront answers the viewer itself." },
  tracing: { name: "X-Ray tracing", fix: "Log instead." },
  "reserved-concurrency": { name: "reserved concurrency", fix: "Leave it to the account." },
  "provisioned-concurrency": { name: "provisioned concurrency", fix: "Leave it to the account." },
  image: { name: "container images", fix: "Package it as a zip." },
  "customer-key": { name: "a zip that is encrypted by your own key", fix: "Use AWS's key." },
  "runtime-management": { name: "runtime updates other than Auto", fix: "Leave them at Auto." },
} as const;

export type LambdaFeature = keyof typeof features;

/**
 * Every reason for which CloudFront would reject a Lambda function at an event.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
export function checkLambdaConfiguration(event: EdgeEvent, found: LambdaConfiguration): Diagnostic[] {
  const { memoryMb, timeoutSeconds } = lambdaAtEdgeRunQuotas[event];
  const { temporaryStorageMb } = lambdaAtEdgeQuotas;
  const most = (
    rule: RuleId,
    what: string,
    unit: string,
    value: number | undefined,
    quota: { value: number; page: string },
  ) =>
    value !== undefined && value > quota.value
      ? [unsupported(rule, `${value} ${unit} of ${what}`, `${quota.value} ${unit} at ${event}`, { page: quota.page })]
      : [];
  return [
    ...listOf(found.runtime === undefined ? undefined : checkLambdaRuntime(found.runtime)),
    ...(found.architectures ?? [])
      .filter((architecture) => architecture !== "x86_64")
      .map((architecture) => unsupported("FE-LAM-003", `The architecture '${architecture}'`, "x86_64 only")),
    ...most("FE-LAM-004", "memory", "MB", found.memoryMb, memoryMb),
    ...most("FE-LAM-005", "time", "s", found.timeoutSeconds, timeoutSeconds),
    ...most("FE-LAM-006", "temporary storage", "MB", found.temporaryStorageMb, temporaryStorageMb),
    ...(found.isPublished === false
      ? [unsupported("FE-LAM-007", "The function is not published", "numbered versions only", { fix: "Publish it." })]
      : []),
    ...(found.features ?? []).map((feature) =>
      diagnose("FE-LAM-008", {
        message: `Lambda@Edge does not support ${features[feature].name}.`,
        fix: features[feature].fix,
      }),
    ),
  ];
}

function listOf(found: Diagnostic | undefined): Diagnostic[] {
  return found === undefined ? [] : [found];
}

function unsupported(
  rule: RuleId,
  found: string,
  takes: string,
  more: { fix?: string; page?: string } = {},
): Diagnostic {
  return diagnose(rule, { message: `${found}; Lambda@Edge takes ${takes}.`, ...more });
}

/**
 * Returns the reason why a Lambda function can't be named in this way in an association; undefined when it can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
export function checkLambdaArn(arn: string): Diagnostic | undefined {
  if (/^arn:aws:lambda:us-east-1:\d{12}:function:[\w-]+:\d+$/.test(arn)) return undefined;
  return diagnose("FE-LAM-007", {
    message: `'${arn}' is not the ARN of a numbered version in us-east-1, which Lambda@Edge takes alone.`,
    fix: "Publish a version there and name it.",
    page,
  });
}

/** Returns the reason why a Lambda function at the edge can't be in a region; undefined when it can. */
export function checkLambdaRegion(region: string): Diagnostic | undefined {
  if (region === "us-east-1") return undefined;
  return diagnose("FE-LAM-009", {
    message: `The function is in ${region}; Lambda@Edge takes functions in us-east-1 alone.`,
    fix: "Give it a provider of that region.",
    page,
  });
}

const services = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"];

/**
 * Returns the reason why CloudFront can't run a function by a role that trusts some services; undefined when it can.
 *
 * @param trusted the services that may assume the role
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
 */
export function checkLambdaTrust(trusted: readonly string[]): Diagnostic | undefined {
  const missing = services.filter((service) => !trusted.includes(service));
  if (missing.length === 0) return undefined;
  return diagnose("FE-LAM-010", {
    message: `The role does not trust ${missing.join(" and ")}, and Lambda@Edge runs by roles that trust ${services.join(" and ")}.`,
    fix: "Let them assume it.",
    page: pages.lambdaPermissions,
  });
}

/**
 * Returns the reason why a handler that takes a callback can't run in a runtime; undefined when it can.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export function checkCallback(runtime: string): Diagnostic | undefined {
  const version = Number(/^nodejs(\d+)\./.exec(runtime)?.[1]);
  if (!(version >= 24)) return undefined;
  return diagnose("FE-LAM-011", {
    message: `The handler takes a callback, which ${runtime} does not have.`,
    fix: "Make the handler async and return what it calls back with, or keep nodejs22.x.",
    page: pages.lambdaHandler,
  });
}
