import { distributionQuotas } from "@featheredge/aws-rules";
import type { HeaderList } from "../http/headers.ts";

/**
 * True if a request is larger than CloudFront accepts, so that the answer is 413.
 * @param url path and query
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#RequestCustomMaxRequestStringLength
 */
export function isTooLarge(url: string, headers: HeaderList): boolean {
  if (url.length > distributionQuotas.urlBytes.value) return true;
  return url.length + bytesOf(headers) > distributionQuotas.requestHeaderBytes.value;
}

/**
 * True if an origin's response has more bytes of headers than CloudFront accepts. AWS doesn't document the status of the
 * answer; the loopback uses 502, AWS's status for responses that it can't use.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function hasTooManyHeaders(headers: HeaderList): boolean {
  return bytesOf(headers) > distributionQuotas.responseHeaderBytes.value;
}

/** Besides name and value, each line has ": " and CRLF. Node reads headers as latin1, so that a character is a byte. */
function bytesOf(headers: HeaderList): number {
  let bytes = 0;
  for (const header of headers) bytes += header[0].length + header[1].length + 4;
  return bytes;
}
