import type { CloudfrontDistributionCustomErrorResponse } from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import type { CustomErrorResponse } from "./options.ts";

/** Seconds for which CloudFront remembers that an object does not exist. */
const notFoundSeconds = 60;

export interface ErrorPages {
  readonly customErrorResponses: readonly CustomErrorResponse[];
  readonly notFoundPage?: string | undefined;
}

/** The entries of a distribution: those that are written, and those of `notFoundPage` for statuses that have none. */
export function errorResponses({ customErrorResponses, notFoundPage }: ErrorPages): readonly CustomErrorResponse[] {
  if (notFoundPage === undefined) return customErrorResponses;
  const written = new Set<number>(customErrorResponses.map(({ errorCode }) => errorCode));
  const preset = ([403, 404] as const)
    .filter((errorCode) => !written.has(errorCode))
    .map(
      (errorCode): CustomErrorResponse => ({
        errorCode,
        responseCode: 404,
        responsePagePath: notFoundPage,
        errorCachingMinTtl: notFoundSeconds,
      }),
    );
  return [...preset, ...customErrorResponses];
}

/** Terraform's arguments of an entry. */
export function errorResponseBlock(response: CustomErrorResponse): CloudfrontDistributionCustomErrorResponse {
  const { errorCode, responsePagePath, responseCode = errorCode, errorCachingMinTtl } = response;
  return {
    errorCode,
    ...(responsePagePath === undefined ? {} : { responseCode, responsePagePath }),
    errorCachingMinTtl,
  };
}

/** A page that comes from an origin that its entry names. */
export interface PageOrigin {
  readonly pathPattern: string;
  readonly origin: string;
}

/** The behaviors that pages with an origin need, each path once. */
export function pageOrigins(responses: readonly CustomErrorResponse[]): PageOrigin[] {
  const origins = new Map<string, string>();
  for (const { responsePagePath, origin } of responses) {
    if (responsePagePath !== undefined && origin !== undefined) origins.set(responsePagePath, origin);
  }
  return [...origins].map(([pathPattern, origin]) => ({ pathPattern, origin }));
}
