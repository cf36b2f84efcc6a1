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
  "logs" | "warnings" | "logData" | "durationMs" | "computeUtilization" | "coldStart"
>;

/**
 * The result of a run that failed.
 *
 * @param message the reason, for the trace and the log: the value and the rule
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html
 */
export function failure(name: FailureName, message: string, run: RunRecord): EdgeCallResult & { kind: "failure" } {
  return { kind: "failure", status: answers[name], xCache: `${name} from cloudfront`, message, ...run };
}

/** A function returned a value that CloudFront rejects. */
export class InvalidResult extends Error {
  override readonly name = "InvalidResult";
}
