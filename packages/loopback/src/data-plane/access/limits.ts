import { distributionQuotas } from "@featheredge/aws-rules";
import type { HeaderList } from "../edge-functions.ts";

/**
 * Whether a request is larger than CloudFront takes: 413.
 * @param url path and query
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#RequestCustomMaxRequestStringLength
 */
export function isTooLarge(url: string, headers: HeaderList): boolean {
  if (url.length > distributionQuotas.urlBytes.value) return true;
  let bytes = url.length;
  // Each line has ": " and an end of two bytes beside name and value; Node reads headers as latin1, a byte a character.
  for (const header of headers) bytes += header[0].length + header[1].length + 4;
  return bytes > distributionQuotas.requestHeaderBytes.value;
}
