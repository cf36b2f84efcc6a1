import type { HeaderList } from "../edge-functions.ts";

export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly clientIp: string;
  readonly now: number;
}

/** The query parameters of signed URLs: neither in the cache key nor sent to the origin. */
export const signingParameters: ReadonlySet<string> = new Set([
  "Expires",
  "Policy",
  "Signature",
  "Key-Pair-Id",
  "Hash-Algorithm",
]);

/**
 * Why a behavior that trusts key groups turns a request away; undefined when it lets it through.
 *
 * Signatures are not verified yet, so it lets nothing through: what is private stays private.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PrivateContent.html
 */
export function refuseUnsigned(request: SignedRequest): string | undefined {
  return request.url.includes("Signature=")
    ? "Access denied: the loopback does not verify signed URLs and cookies yet"
    : "MissingKey: the behavior trusts key groups, and the request has no signature";
}
