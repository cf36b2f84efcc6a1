import { hasDotSegment, onViewerRequest, respond } from "@featheredge/edge-sdk";
import { assign } from "./assign.ts";
import type { Config } from "./config.ts";

// An S3 key has 1,024 bytes at most, each of which may take three characters on the wire. A longer path is not a page,
// and with a folder before it, it could pass the 8,192 characters that CloudFront takes from a function.
const longestPath = 3 * 1024;

export default onViewerRequest<Config>(async (request, { config }) => {
  const { path, cookies, headers } = request;
  // Viewers must not choose a variant by sending the header.
  headers.delete(config.header);
  if (config.folders) {
    if (path.length > longestPath) return respond(414, "URI Too Long");
    if (hasDotSegment(path)) return respond(400, "Bad Request");
  }

  const chosen = config.choiceCookie ? cookies.get(config.choiceCookie) : undefined;
  const variant =
    chosen && config.variants.includes(chosen)
      ? chosen
      : // A first request has no visitor id. Its request id is as random, and `visitor-id` makes it the visitor's.
        assign(
          cookies.get(config.visitorCookie) || request.id || "",
          config.experiment,
          config.variants,
          (await config.weights.get()) || {},
        );
  if (!variant) return request;

  headers.set(config.header, variant);
  if (!config.folders || variant === config.folders.original) return request;
  return request.rewrite(`/${variant}${path}`);
});
