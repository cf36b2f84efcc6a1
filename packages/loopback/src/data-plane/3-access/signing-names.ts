import type { EdgeRequest } from "../base/edge-functions.ts";
import type { HeaderList } from "../http/headers.ts";
import { withoutParameters } from "../http/query.ts";

/** The query parameters of signed URLs; signed cookies have the same names after `CloudFront-`. */
export const signingParameters: ReadonlySet<string> = new Set([
  "Expires",
  "Policy",
  "Signature",
  "Key-Pair-Id",
  "Hash-Algorithm",
]);

export const signingCookiePrefix = "CloudFront-";

/** Removes a request's signature, which must reach neither the cache key nor the origin. */
export function withoutSigning(request: EdgeRequest): EdgeRequest {
  return {
    ...request,
    querystring: withoutParameters(request.querystring, signingParameters),
    headers: withoutSigningCookies(request.headers),
  };
}

function withoutSigningCookies(headers: HeaderList): HeaderList {
  return headers.flatMap(([name, value]): HeaderList => {
    if (name.toLowerCase() !== "cookie" || !value.includes(signingCookiePrefix)) return [[name, value]];
    const kept = value.split(";").filter((cookie) => !isSigning(cookie.trim()));
    return kept.length === 0 ? [] : [[name, kept.join(";").trim()]];
  });
}

function isSigning(cookie: string): boolean {
  const name = cookie.split("=", 1)[0] ?? "";
  return name.startsWith(signingCookiePrefix) && signingParameters.has(name.slice(signingCookiePrefix.length));
}
