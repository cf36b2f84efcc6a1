import { pages } from "@featheredge/diagnostics";
import type { EdgeEvent } from "../events.ts";
import { lambdaAtEdgeQuotas, lambdaAtEdgeRunQuotas } from "../quotas/lambda-at-edge.ts";
import type { Violation } from "../violation.ts";
import { checkLambdaRuntime } from "./lambda-runtimes.ts";

const page = pages.lambdaAtEdgeRestrictions;

/** A Lambda function's configuration, as far as it decides whether CloudFront takes it; what is not known is left out. */
export interface LambdaConfiguration {
  /** Such as `nodejs22.x`. */
  readonly runtime?: string | undefined;
  readonly architectures?: readonly string[] | undefined;
  readonly memoryMb?: number | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly temporaryStorageMb?: number | undefined;
  /** Whether each publication makes a numbered version. */
  readonly isPublished?: boolean | undefined;
  /** Of what Lambda@Edge does not support, what the function has. */
  readonly features?: readonly LambdaFeature[] | undefined;
}

const features = {
  environment: "environment variables; build the values in",
  layers: "layers; bundle what they hold",
  vpc: "access to a VPC; reach what lies there by a public endpoint",
  "dead-letter-queue": "a dead-letter queue; CloudFront answers the viewer itself",
  tracing: "X-Ray tracing; log instead",
  "reserved-concurrency": "reserved concurrency; leave it to the account",
  "provisioned-concurrency": "provisioned concurrency; leave it to the account",
  image: "container images; package it as a zip",
  "customer-key": "a zip that is encrypted by a key of one's own; use AWS's",
  "runtime-management": "runtime updates other than Auto; leave them at that",
} as const;

export type LambdaFeature = keyof typeof features;

/**
 * What CloudFront would refuse in a Lambda function at an event.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
export function checkLambdaConfiguration(event: EdgeEvent, found: LambdaConfiguration): Violation[] {
  const { memoryMb, timeoutSeconds } = lambdaAtEdgeRunQuotas[event];
  const { temporaryStorageMb } = lambdaAtEdgeQuotas;
  const most = (what: string, unit: string, value: number | undefined, quota: { value: number; page: string }) =>
    value !== undefined && value > quota.value
      ? [violation(`lambda-${what}`, `${value} ${unit} of ${what}`, `${quota.value} ${unit} at ${event}`, quota.page)]
      : [];
  return [
    ...listOf(found.runtime === undefined ? undefined : checkLambdaRuntime(found.runtime)),
    ...(found.architectures ?? [])
      .filter((architecture) => architecture !== "x86_64")
      .map((architecture) => violation("lambda-architecture", `The architecture '${architecture}'`, "x86_64 only")),
    ...most("memory", "MB", found.memoryMb, memoryMb),
    ...most("time", "s", found.timeoutSeconds, timeoutSeconds),
    ...most("temporary storage", "MB", found.temporaryStorageMb, temporaryStorageMb),
    ...(found.isPublished === false
      ? [violation("lambda-version", "The function is not published", "numbered versions only: publish it")]
      : []),
    ...(found.features ?? []).map((feature) => ({
      rule: "lambda-feature",
      message: `Lambda@Edge does not support ${features[feature]}.`,
      page,
    })),
  ];
}

function listOf(found: Violation | undefined): Violation[] {
  return found === undefined ? [] : [found];
}

function violation(rule: string, found: string, takes: string, at: string = page): Violation {
  return { rule: rule.replace(" ", "-"), message: `${found}; Lambda@Edge takes ${takes}.`, page: at };
}

/**
 * Why a Lambda function can't be named so in an association; undefined when it can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
export function checkLambdaArn(arn: string): Violation | undefined {
  if (/^arn:aws:lambda:us-east-1:\d{12}:function:[\w-]+:\d+$/.test(arn)) return undefined;
  return {
    rule: "lambda-version",
    message: `'${arn}' is not the ARN of a numbered version in us-east-1, which Lambda@Edge takes alone. Publish a version there and name it.`,
    page,
  };
}

/** Why a Lambda function at the edge can't be in a region; undefined when it can. */
export function checkLambdaRegion(region: string): Violation | undefined {
  if (region === "us-east-1") return undefined;
  return {
    rule: "lambda-region",
    message: `The function is in ${region}; Lambda@Edge takes functions in us-east-1 alone. Give it a provider of that region.`,
    page,
  };
}

const services = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"];

/**
 * Why CloudFront can't run a function by a role that trusts some services; undefined when it can.
 *
 * @param trusted the services that may assume the role
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
 */
export function checkLambdaTrust(trusted: readonly string[]): Violation | undefined {
  const missing = services.filter((service) => !trusted.includes(service));
  if (missing.length === 0) return undefined;
  return {
    rule: "lambda-trust",
    message: `The role does not trust ${missing.join(" and ")}, and Lambda@Edge runs by roles that trust ${services.join(" and ")}. Let them assume it.`,
    page: pages.lambdaPermissions,
  };
}

/**
 * Why a handler that takes a callback can't run in a runtime; undefined when it can.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export function checkCallback(runtime: string): Violation | undefined {
  const version = Number(/^nodejs(\d+)\./.exec(runtime)?.[1]);
  if (!(version >= 24)) return undefined;
  return {
    rule: "lambda-callback",
    message: `takes a callback, which ${runtime} does not have. Make the handler async and return what it calls back with, or keep nodejs22.x.`,
    page: pages.lambdaHandler,
  };
}
