import type { ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";
import type { HeaderList } from "../edge-functions.ts";

/**
 * A response's headers with what a response headers policy adds and removes. Policies are not applied yet: the headers
 * stay as they are.
 *
 * @param _viewer headers of the request, for CORS
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function applyResponseHeadersPolicy(
  headers: HeaderList,
  _policy: ResponseHeadersPolicyConfig | undefined,
  _viewer: HeaderList,
): HeaderList {
  return headers;
}
