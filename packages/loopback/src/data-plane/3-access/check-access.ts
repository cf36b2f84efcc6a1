import type { Answer } from "../base/answer.ts";
import type { ServedDistribution } from "../base/distribution.ts";
import { errorAnswer, httpsRedirect, xmlErrorAnswer } from "../base/error-answer.ts";
import type { Exchange } from "../base/exchange.ts";
import { viewerLocation } from "../base/viewer-location.ts";
import { hostName } from "../http/headers.ts";
import { notEmulated } from "./not-emulated.ts";
import { checkSignature } from "./signed-requests.ts";

/** CloudFront's own answer to a request that a behavior does not accept. */
export interface Rejection {
  readonly answer: Answer;
  /** True if a custom error page may replace it. */
  readonly pageable: boolean;
}

/**
 * Checks protocol, method, country and signature, before any function runs.
 * @returns undefined if the request is accepted
 */
export function checkAccess(exchange: Exchange): Rejection | undefined {
  const { context, viewer, behavior, distribution, trace } = exchange;
  if (viewer.protocol === "http" && behavior.viewerProtocol !== "allow-all") {
    return behavior.viewerProtocol === "https-only"
      ? rejected(exchange, "Bad request: the behavior takes HTTPS only.")
      : { answer: redirectToHttps(exchange), pageable: false };
  }
  if (!behavior.methods.has(viewer.method)) {
    const detail = `This distribution is not configured to allow the HTTP request method that was used for this request: ${viewer.method}. The distribution supports only cachable requests.`;
    return rejected(exchange, detail);
  }
  if (viewer.method === "GET" && viewer.body !== undefined) {
    return rejected(exchange, "Bad request: a GET request must not have a body.");
  }
  if (distribution.geo !== undefined && isRestricted(distribution.geo, viewerLocation(viewer).country)) {
    const detail = "The Amazon CloudFront distribution is configured to block access from your country.";
    return { ...rejected(exchange, detail), pageable: true };
  }
  const gap = notEmulated(behavior, viewer.method, viewer.headers);
  if (gap !== undefined) return rejected(exchange, gap, 501);
  if (behavior.trustsSigners) {
    const detail =
      "The loopback supports key groups, but not TrustedSigners (AWS accounts that have key pairs). Set TrustedKeyGroups in place of TrustedSigners.";
    return rejected(exchange, detail);
  }
  if (behavior.keyGroups.length > 0) {
    const error = checkSignature({ ...viewer, now: context.clock() }, (id) => keyOf(exchange, id));
    if (error !== undefined) {
      trace.note = `${error.code}: ${error.detail}`;
      return { answer: xmlErrorAnswer(403, error.code, error.message, context.clock()), pageable: true };
    }
  }
  return undefined;
}

function redirectToHttps({ context, viewer, trace }: Exchange): Answer {
  trace.note = "redirected to HTTPS";
  // On AWS, the ports are 80 and 443. A viewer that names the loopback's HTTP port needs the loopback's HTTPS port.
  const port = /:\d+$/.test(viewer.host) ? `:${context.httpsPort()}` : "";
  const location = `https://${hostName(viewer.host)}${port}${viewer.url}`;
  return httpsRedirect(viewer.method, location, context.clock());
}

function rejected({ context, id, trace }: Exchange, detail: string, status = 403): Rejection {
  trace.note = detail;
  return { answer: errorAnswer(status, detail, id, context.clock()), pageable: false };
}

/** The public key with an id, in PEM, if one of the behavior's key groups has it. */
function keyOf({ behavior, context }: Exchange, id: string): string | undefined {
  for (const group of behavior.keyGroups) {
    const key = context.deployment.keyGroup(group)?.get(id);
    if (key !== undefined) return key;
  }
  return undefined;
}

/**
 * True if a distribution's geo restriction blocks a country. Viewers of an unknown country are let through.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
 */
function isRestricted(geo: NonNullable<ServedDistribution["geo"]>, country: string | undefined): boolean {
  return country !== undefined && geo.countries.has(country) === (geo.type === "blacklist");
}
