/**
 * The four moments of a request at which CloudFront runs code, in the order a request meets them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-cloudfront-trigger-events.html
 */
export const edgeEvents = ["viewer-request", "origin-request", "origin-response", "viewer-response"] as const;

export type EdgeEvent = (typeof edgeEvents)[number];

/**
 * The two runtimes at the edge, the lighter first.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-choosing.html
 */
export const edgeRuntimes = ["cloudfront-function", "lambda-at-edge"] as const;

export type EdgeRuntime = (typeof edgeRuntimes)[number];
