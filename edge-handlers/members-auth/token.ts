import type { Request } from "@featheredge/edge-sdk";

// Tokens are a few hundred bytes; a cookie holds 4 KB.
const longestToken = 8192;

/** True if the request carries a bearer token, as an API's client does and a browser's navigation doesn't. */
export function hasBearer(request: Request): boolean {
  return request.headers.getAll("authorization").some((value) => /^Bearer\b/i.test(value));
}

/** The token that a request brings: the bearer's, else the cookie's. Not yet checked. */
export function tokenOf(request: Request, cookie: string | undefined): string | undefined {
  const token = hasBearer(request)
    ? bearer(request.headers.getAll("authorization"))
    : cookie && request.cookies.get(cookie);
  return token && token.length <= longestToken ? token : undefined;
}

// Two Authorization headers are a request that different readers read differently: neither counts.
function bearer(values: readonly string[]): string | undefined {
  const match = values.length === 1 ? /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(values[0] ?? "") : null;
  return match?.[1];
}
