import { type Diagnostic, sentences } from "@featheredge/diagnostics";
import type { EdgeCallResult } from "../base/edge-functions.ts";

/** CloudFront's names of failures, which are in X-Cache, and the statuses of its answers. */
const answers = {
  FunctionExecutionError: 503,
  FunctionThrottledError: 503,
  FunctionValidationError: 502,
  LambdaExecutionError: 503,
  LambdaLimitExceeded: 503,
  LambdaValidationError: 502,
} as const;

export type FailureName = keyof typeof answers;

type RunRecord = Pick<
  EdgeCallResult,
  "logs" | "logPositions" | "warnings" | "logData" | "durationMs" | "computeUtilization" | "coldStart"
>;

/**
 * The result of a run that failed.
 *
 * @param message the reason, for the trace and the log: the value and the rule
 * @param stack the lines of the deployed code where the function's error was made, as `RunError` has them
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html
 */
export function failure(
  name: FailureName,
  message: string,
  run: RunRecord,
  stack?: string,
): EdgeCallResult & { kind: "failure" } {
  const lines = stack === undefined ? {} : { stack };
  return { kind: "failure", status: answers[name], xCache: `${name} from cloudfront`, message, ...lines, ...run };
}

/** A function returned a value that CloudFront rejects. */
export class InvalidResult extends Error {
  override readonly name = "InvalidResult";
}

/**
 * Rejects a function's result if a rule of AWS is broken.
 *
 * @param subject the value with the problem, such as `request.headers`
 * @throws InvalidResult with the diagnostic's message and fix
 */
export function rejectIf(problem: Diagnostic | undefined, subject?: string): void {
  if (problem === undefined) return;
  throw new InvalidResult(subject === undefined ? sentences(problem) : `${subject}: ${sentences(problem)}`);
}
