import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import type { HeaderList } from "../edge-functions.ts";

/** A request just before it is sent. */
export interface UnsignedRequest {
  readonly method: string;
  readonly host: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly now: number;
}

/**
 * The headers of a request to an origin with an origin access control. It is not signed yet: they stay as they are.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function authorizeOriginRequest(
  request: UnsignedRequest,
  _control: OriginAccessControlConfig | undefined,
): HeaderList {
  return request.headers;
}
