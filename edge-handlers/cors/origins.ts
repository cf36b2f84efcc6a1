import type { Request } from "@featheredge/edge-sdk";

/** The allowed origins, sorted by kind so that the edge only compares. */
export interface Origins {
  readonly everyone: boolean;
  readonly exact: readonly string[];
  /** All subdomains of a domain, at any depth: `https://` and `.example.com`. */
  readonly subdomains: readonly { readonly scheme: string; readonly domain: string }[];
}

const labels = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

export function originsOf(origins: readonly string[]): Origins {
  return {
    everyone: origins.includes("*"),
    exact: origins.filter((origin) => !origin.includes("*")),
    subdomains: origins
      .filter((origin) => origin.includes("*."))
      .map((origin) => ({
        scheme: origin.slice(0, origin.indexOf("*")),
        domain: origin.slice(origin.indexOf("*") + 1),
      })),
  };
}

/**
 * Returns the value of Access-Control-Allow-Origin for a request: undefined when its origin is not allowed. `null`, the
 * origin of sandboxed pages and local files, is never allowed, since anyone can have it.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function allowedOrigin(request: Pick<Request, "headers">, origins: Origins): string | undefined {
  if (origins.everyone) return "*";
  const given = request.headers.getAll("origin");
  const origin = given.length === 1 ? given[0] : undefined;
  if (!origin || origin.length > longestOrigin) return undefined;
  const isAllowed =
    origins.exact.includes(origin) || origins.subdomains.some(({ scheme, domain }) => isBelow(origin, scheme, domain));
  return isAllowed ? origin : undefined;
}

// A host name has 253 characters at most.
const longestOrigin = 300;

function isBelow(origin: string, scheme: string, domain: string): boolean {
  return (
    origin.startsWith(scheme) && origin.endsWith(domain) && labels.test(origin.slice(scheme.length, -domain.length))
  );
}
