import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import { managedCachePolicies, managedOriginRequestPolicies } from "./managed-contents.ts";
import { managedPolicies } from "./managed-policies.ts";

/** Names that a policy passes on to the origin: none, all, those listed, or all but those listed. */
export interface ForwardedNames {
  readonly behavior: "none" | "all" | "whitelist" | "allExcept";
  readonly names: readonly string[];
}

/** The parts of a viewer's request that one policy passes on to the origin. */
export interface Forwarding {
  readonly header: ForwardedNames;
  readonly cookie: ForwardedNames;
  readonly query: ForwardedNames;
}

/** A part of a request that a function reads by a constant name. */
export interface RequestRead {
  readonly kind: keyof Forwarding;
  /** As the source has it; `*` for any cookie. */
  readonly name: string;
  /** `edge-handlers/a/handler.ts:3` */
  readonly at: string;
}

/**
 * Headers that CloudFront sends to origins whatever the policies say, in lower case: those of the request's body, and
 * others that a cache does not depend on.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
 */
export const alwaysForwardedHeaders: readonly string[] = [
  "cache-control",
  "content-encoding",
  "content-length",
  "content-md5",
  "content-type",
  "date",
  "from",
  "if-match",
  "if-unmodified-since",
  "max-forwards",
  "pragma",
  "transfer-encoding",
  "warning",
];

/** Headers that no policy decides about: CloudFront writes or removes them itself, or decides by the cache. */
const ownHeaders = [
  "accept-encoding",
  "connection",
  "expect",
  "host",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "keep-alive",
  "proxy-authorization",
  "range",
  "te",
  "trailer",
  "upgrade",
  "via",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-real-ip",
];
const ownPrefixes = /^(?:cloudfront-|x-amz-|x-edge-|sec-websocket-)/;

const none: ForwardedNames = { behavior: "none", names: [] };
const all: ForwardedNames = { behavior: "all", names: [] };

/** The parts that a managed cache policy or origin request policy passes on; undefined for another id, whose policy is unknown. */
export function managedForwarding(kind: "cache" | "originRequest", id: string): Forwarding | undefined {
  return kind === "cache" ? cacheForwarding(id) : originRequestForwarding(id);
}

function cacheForwarding(id: string): Forwarding | undefined {
  const name = nameOf(managedPolicies.cache, id);
  if (name === undefined) return undefined;
  const { headers = [], cookies = "none", queryStrings = "none" } = managedCachePolicies[name];
  return {
    header: { behavior: "whitelist", names: headers },
    cookie: cookies === "all" ? all : none,
    query:
      typeof queryStrings === "object"
        ? { behavior: "whitelist", names: queryStrings }
        : queryStrings === "all"
          ? all
          : none,
  };
}

function originRequestForwarding(id: string): Forwarding | undefined {
  const name = nameOf(managedPolicies.originRequest, id);
  if (name === undefined) return undefined;
  const { headers, names = [], cookies, queryStrings } = managedOriginRequestPolicies[name];
  return {
    header: headers === "whitelist" || headers === "allExcept" ? { behavior: headers, names } : all,
    cookie: cookies === "all" ? all : none,
    query: queryStrings === "all" ? all : none,
  };
}

function nameOf<Name extends string>(ids: Readonly<Record<Name, string>>, id: string): Name | undefined {
  return (Object.keys(ids) as Name[]).find((name) => ids[name] === id);
}

const parts = {
  header: { what: "header", plural: "headers" },
  cookie: { what: "cookie", plural: "cookies" },
  query: { what: "query parameter", plural: "query parameters" },
} as const;

/**
 * Warns of a function at an origin event that reads a part of the request that the behavior's policies don't pass on.
 * Such a part is missing, except for User-Agent, which CloudFront replaces by its own.
 *
 * @param policies the behavior's cache policy and, if it has one, its origin request policy
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
 */
export function checkForwardedRead(
  read: RequestRead,
  policies: readonly Forwarding[],
): Diagnostic<"FE-DST-106"> | undefined {
  const { kind, name, at } = read;
  if (kind === "header" && isOwn(name.toLowerCase())) return undefined;
  if (policies.some((policy) => passesOn(policy[kind], kind, name))) return undefined;
  const { what, plural } = parts[kind];
  const subject = name === "*" ? "cookies" : `the ${what} '${name}'`;
  const isReplaced = name.toLowerCase() === "user-agent";
  return diagnose("FE-DST-106", {
    severity: "warning",
    message: `${at} reads ${subject}, but the policies of this behavior pass ${isReplaced ? "CloudFront's own" : "none"} on to origin events.`,
    fix: `List it among the ${plural} of the originRequestPolicy, or of the cachePolicy if responses differ by it, or read it at viewerRequest.`,
  });
}

function isOwn(header: string): boolean {
  return alwaysForwardedHeaders.includes(header) || ownHeaders.includes(header) || ownPrefixes.test(header);
}

function passesOn({ behavior, names }: ForwardedNames, kind: RequestRead["kind"], name: string): boolean {
  if (behavior === "all" || behavior === "none") return behavior === "all";
  if (name === "*") return true;
  // Names of headers are case-insensitive.
  const isListed = names.some((one) => (kind === "header" ? one.toLowerCase() === name.toLowerCase() : one === name));
  return isListed === (behavior === "whitelist");
}
