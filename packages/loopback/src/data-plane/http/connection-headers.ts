import { type HeaderList, withoutHeaders } from "./headers.ts";

const connectionHeaders: ReadonlySet<string> = new Set(["transfer-encoding", "via"]);

/**
 * Without the headers of one connection, which CloudFront writes again for the next one. Functions at response events
 * see them, read-only.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-read-only-headers
 */
export function withoutConnectionHeaders(headers: HeaderList): HeaderList {
  return withoutHeaders(headers, connectionHeaders);
}

/**
 * What CloudFront writes in `Via`.
 *
 * @param httpVersion of the viewer's request: `1.1`, `2.0`
 * @param domainName of the distribution
 */
export function viaHeader(httpVersion: string, domainName: string): string {
  return `${httpVersion} ${domainName} (CloudFront)`;
}
