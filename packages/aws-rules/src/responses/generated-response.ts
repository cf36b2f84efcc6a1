import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import type { EdgeEvent, EdgeRuntime } from "../events.ts";
import { cloudFrontFunctionQuotas } from "../quotas/cloudfront-functions.ts";
import { lambdaAtEdgeRunQuotas } from "../quotas/lambda-at-edge.ts";

const page = pages.lambdaGeneratedResponses;

/** The constant parts of a response that a function makes. */
export interface GeneratedResponse {
  readonly status?: number | undefined;
  /** Of the body in UTF-8. */
  readonly bodyBytes?: number | undefined;
}

type GeneratedResponseRule = "FE-EVT-005" | "FE-EVT-009" | "FE-EVT-010";

/**
 * Every reason for which CloudFront would answer 502 in place of a response that a function makes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
export function checkGeneratedResponse(
  runtime: EdgeRuntime,
  event: EdgeEvent,
  { status, bodyBytes = 0 }: GeneratedResponse,
): Diagnostic<GeneratedResponseRule>[] {
  const diagnostics: Diagnostic<GeneratedResponseRule>[] = [];
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    diagnostics.push(
      diagnose("FE-EVT-005", {
        message: `The status is ${status}; CloudFront takes a whole number from 200 to 599, and answers 502 to any other.`,
        fix: "Give one of these.",
        page,
      }),
    );
  }
  if (status === 204 && bodyBytes > 0) {
    diagnostics.push(
      diagnose("FE-EVT-009", {
        message: "A response of status 204 has a body; CloudFront answers 502 to it.",
        fix: "Omit the body, or answer 200.",
        page,
      }),
    );
  }
  const isLambda = runtime === "lambda-at-edge";
  const most = isLambda
    ? lambdaAtEdgeRunQuotas[event].generatedResponseBytes
    : cloudFrontFunctionQuotas.generatedBodyBytes;
  if (bodyBytes > most.value) {
    const who = isLambda ? `Lambda@Edge makes at ${event}` : "a CloudFront Function makes";
    diagnostics.push(
      diagnose("FE-EVT-010", {
        message: `The body has ${bodyBytes} B; a response that ${who} takes ${most.value} B with its headers, and CloudFront answers 502 to a larger one.`,
        fix: "Shorten it, or have an origin serve it.",
        page: most.page,
      }),
    );
  }
  return diagnostics;
}

/**
 * Returns the reason why a function may not change the status of a response; undefined when it may.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
export function checkStatusChange(runtime: EdgeRuntime, event: EdgeEvent): Diagnostic<"FE-EVT-008"> | undefined {
  if (runtime !== "lambda-at-edge" || event !== "viewer-response") return undefined;
  return diagnose("FE-EVT-008", {
    message: "Lambda@Edge can't change the status at viewer-response.",
    fix: "Change it at origin-response, or in a CloudFront Function.",
    page: pages.lambdaAtEdgeRestrictions,
  });
}

/**
 * A warning about the type of a Lambda@Edge response's status; undefined when it is as AWS's page says. CloudFront
 * accepts a number, which AWS's own examples use.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#lambda-event-structure-response
 */
export function checkStatusType(status: unknown): Diagnostic<"FE-EVT-007"> | undefined {
  if (typeof status !== "number") return undefined;
  const fix = status >= 200 && status <= 599 ? `'${status}'` : "a string from '200' to '599'";
  return diagnose("FE-EVT-007", {
    message: `The status is the number ${status}; AWS's page says that it is a string.`,
    fix: `Write ${fix}.`,
    page: pages.lambdaEventStructure,
    severity: "warning",
  });
}

/**
 * Explains why a CloudFront Function can't give a value as a response's statusCode; undefined when it can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html#functions-event-structure-response
 */
export function checkStatusCodeType(status: unknown): Diagnostic<"FE-EVT-007"> | undefined {
  if (typeof status !== "string") return undefined;
  return diagnose("FE-EVT-007", {
    message: `The statusCode is the text '${status}'; CloudFront takes a number from a CloudFront Function, and answers 502 to text.`,
    fix: `Write ${/^[2-5]\d\d$/.test(status) ? status : "a number from 200 to 599"}.`,
    page: pages.eventStructure,
  });
}

/**
 * Returns the reason why a body can't replace a request's; undefined when it can. Base64 may be a third longer than
 * text.
 *
 * @param encoding `text` or `base64`; any other is taken for the roomier
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
export function checkReplacedBody(
  event: EdgeEvent,
  encoding: unknown,
  bytes: number,
): Diagnostic<"FE-EVT-011"> | undefined {
  const { replacedTextBodyBytes, replacedBase64BodyBytes } = lambdaAtEdgeRunQuotas[event];
  const { value, page: at } = encoding === "text" ? replacedTextBodyBytes : replacedBase64BodyBytes;
  if (bytes <= value) return undefined;
  return diagnose("FE-EVT-011", {
    message: `The body has ${bytes} B; in the place of a request's, Lambda@Edge takes ${value} B at ${event}, and CloudFront answers 502 to a larger one.`,
    fix: "Shorten it.",
    page: at,
  });
}
