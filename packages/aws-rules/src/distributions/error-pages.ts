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
  readonly responseCode?: number | undefined;
}

/**
 * A warning about an error response that turns an error into a success on all of a distribution's origins. Custom error
 * responses apply to every behavior: an app's `404 → /index.html` with status 200 also hides the 404 of an API.
 *
 * @param origins the origins that the distribution's behaviors send requests to
 */
export function checkErrorResponse(response: ErrorResponse, origins: readonly string[]): Diagnostic | undefined {
  const { errorCode, responseCode = errorCode } = response;
  if (responseCode >= 400 || origins.length < 2) return undefined;
  return diagnose("FE-DST-038", {
    severity: "warning",
    subject: String(errorCode),
    message: `A ${errorCode} of every origin (${origins.join(", ")}) becomes a page with ${responseCode}, an API's too.`,
    fix: "Set singlePageApplication on the app's behavior instead, which leaves the other behaviors alone, or answer with an error status.",
    page: pages.customErrorPages,
  });
}
