import type {
  OriginRequestHandler,
  RequestEventHandler,
  RequestHandler,
  ResponseEventHandler,
  ResponseHandler,
} from "./types.ts";

/**
 * Runs for every request, before the cache is looked up.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-cloudfront-trigger-events.html
 */
export function onViewerRequest<Config = undefined>(handle: RequestHandler<Config>): RequestEventHandler<Config> {
  return { event: "viewer-request", handle };
}

/** Runs on a cache miss, before the request goes to the origin; always in Lambda@Edge, so it may read the body. */
export function onOriginRequest<Config = undefined>(handle: OriginRequestHandler<Config>): RequestEventHandler<Config> {
  // The adapters of origin request add the body, which this type has and the other doesn't.
  return { event: "origin-request", handle: handle as RequestHandler<Config> };
}

/** Runs when the origin has answered, before the answer is cached. */
export function onOriginResponse<Config = undefined>(handle: ResponseHandler<Config>): ResponseEventHandler<Config> {
  return { event: "origin-response", handle };
}

/** Runs before every answer to the viewer, but not when the origin answered 400 or above. */
export function onViewerResponse<Config = undefined>(handle: ResponseHandler<Config>): ResponseEventHandler<Config> {
  return { event: "viewer-response", handle };
}
