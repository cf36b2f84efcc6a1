import { distributionQuotas } from "@featheredge/aws-rules";
import type { HeaderList } from "../http/headers.ts";

/**
 * Whether a request is larger than CloudFront accepts, which is answered with 413.
 * @param url - Path and query.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#RequestCustomMaxRequestStringLength
 */
export function isTooLarge(url: string, headers: HeaderList): boolean {
  if (url.length > distributionQuotas.urlBytes.value) return true;
  return url.length + bytesOf(headers) > distributionQuotas.requestHeaderBytes.value;
}

/**
 * Whether an origin's response has more headers than CloudFront accepts. The status that AWS answers then was not seen;
 * 502 is its status for responses that it can't use.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function hasTooManyHeaders(headers: HeaderList): boolean {
  return bytesOf(headers) > distributionQuotas.responseHeaderBytes.value;
}

/** Each line has ": " and an end of two bytes besides name and value; Node reads headers as latin1, a byte a character. */
function bytesOf(headers: HeaderList): number {
  let bytes = 0;
  for (const header of headers) bytes += header[0].length + header[1].length + 4;
  return bytes;
}
