import { combinedHeader, type HeaderList, withoutHeaders } from "./headers.ts";

const connectionHeaders: ReadonlySet<string> = new Set(["transfer-encoding", "via"]);

const none: ReadonlySet<string> = new Set();

/**
 * The names in the Connection header, in lower case: headers of this connection, which are not sent on.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 */
export function connectionOptions(headers: HeaderList): ReadonlySet<string> {
  const options = combinedHeader(headers, "connection");
  return options === undefined ? none : new Set(options.toLowerCase().split(/[\s,]+/));
}

/**
 * Removes the headers that belong to one connection; CloudFront writes them again for the next one. Functions at response
 * events see them, but must not change them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-read-only-headers
 */
export function withoutConnectionHeaders(headers: HeaderList): HeaderList {
  return withoutHeaders(headers, connectionHeaders);
}

/**
 * The value of `Via` that CloudFront writes.
 *
 * @param httpVersion the version of the viewer's request, `1.1` or `2.0`
 * @param domainName the distribution's domain name
 */
export function viaHeader(httpVersion: string, domainName: string): string {
  return `${httpVersion} ${domainName} (CloudFront)`;
}
