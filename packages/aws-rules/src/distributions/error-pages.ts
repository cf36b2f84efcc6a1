import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { readOn } from "../sources.ts";

/** The statuses that CloudFront can answer with a custom page. */
export const errorCodes = {
  statuses: [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504],
  ...readOn("2026-11", pages.customErrorPages),
} as const;

/** An entry of a distribution's custom error responses. */
export interface ErrorResponse {
  readonly errorCode: number;
  /** The status that viewers get. */
  readonly responseCode: number;
  readonly responsePagePath: string;
}

/**
 * A warning about an error response that changes the status of origins that its page is not for. Custom error responses
 * apply to every behavior: an app's `404 → /index.html` with status 200 also hides the 404 of an API.
 *
 * @param others servers, other than buckets, that other behaviors than the page's send requests to
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 */
export function checkErrorResponse(
  { errorCode, responseCode, responsePagePath }: ErrorResponse,
  others: readonly string[],
): Diagnostic<"FE-DST-038"> | undefined {
  if (responseCode === errorCode || others.length === 0) return undefined;
  const fix =
    responseCode < 400
      ? "Set singlePageApplication on the app's behavior instead, which leaves the other behaviors alone."
      : `Keep the status with responseCode ${errorCode}, or omit the entry.`;
  return diagnose("FE-DST-038", {
    severity: "warning",
    subject: String(errorCode),
    message: `${responsePagePath} with status ${responseCode} also replaces the ${errorCode} of ${others.join(", ")}: error responses apply to all behaviors.`,
    fix,
  });
}
