import { hasDotSegment, onViewerRequest, type Request, respond } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

// An S3 key has 1,024 bytes at most, each of which may take three characters on the wire. A longer path is not a page,
// and with a variant before it, it could pass the 8,192 characters that CloudFront takes from a function.
const longestPath = 3 * 1024;

export default onViewerRequest<Config>((request, { config }) => {
  if (config.by.type === "header") {
    const variant = variantOf(request, config.devices, config.fallback);
    // A value that the viewer sent is dropped in both cases.
    if (variant) request.headers.set(config.by.name, variant);
    else request.headers.delete(config.by.name);
    return request;
  }
  const { path } = request;
  if (path.length > longestPath) return respond(414, "URI Too Long");
  if (hasDotSegment(path)) return respond(400, "Bad Request");
  const { untouched } = config.by;
  if (untouched.some((entry) => (entry.endsWith("/") ? path.startsWith(entry) : path === entry))) return request;
  if (config.variants.includes(path.split("/", 2)[1] ?? "")) return request;
  const variant = variantOf(request, config.devices, config.fallback);
  return variant ? request.rewrite(`/${variant}${path}`) : request;
});

function variantOf(request: Request, devices: Config["devices"], fallback: string | undefined): string | undefined {
  const { device } = request.viewer;
  return (device && devices[device]) ?? fallback;
}
