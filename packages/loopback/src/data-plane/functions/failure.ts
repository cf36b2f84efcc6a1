import type { EdgeCallResult } from "../base/edge-functions.ts";

/** What CloudFront says in X-Cache when a function fails, and the status that it answers with. */
const answers = {
  FunctionExecutionError: 503,
  FunctionThrottledError: 503,
  FunctionValidationError: 502,
  LambdaExecutionError: 503,
  LambdaLimitExceeded: 503,
  LambdaValidationError: 502,
} as const;

export type FailureName = keyof typeof answers;

type Ran = Pick<EdgeCallResult, "logs" | "warnings" | "logData" | "durationMs" | "computeUtilization" | "coldStart">;

/**
 * What CloudFront answers where a function failed.
 *
 * @param message for people: which value broke which rule
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html
 */
export function failure(name: FailureName, message: string, ran: Ran): EdgeCallResult & { kind: "failure" } {
  return { kind: "failure", status: answers[name], xCache: `${name} from cloudfront`, message, ...ran };
}

/** A function returned what CloudFront does not take. */
export class InvalidResult extends Error {
  override readonly name = "InvalidResult";
}
