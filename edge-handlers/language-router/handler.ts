import { hasDotSegment, onViewerRequest, type Request, respond } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";
import { lookUp } from "./look-up.ts";

// An S3 key has 1,024 bytes at most, each of which may take three characters on the wire. A longer path is not a page,
// and with a locale before it, it could pass the 8,192 characters that CloudFront takes from a function.
const longestPath = 3 * 1024;

export default onViewerRequest<Config>((request, { config }) => {
  const { path } = request;
  if (path.length > longestPath) return respond(414, "URI Too Long");
  if (hasDotSegment(path)) return respond(400, "Bad Request");
  if (config.untouched.some((entry) => (entry.endsWith("/") ? path.startsWith(entry) : path === entry))) return request;
  if (config.locales.includes(path.split("/", 2)[1] ?? "")) return request;
  return request.rewrite(`/${localeOf(request, config)}${path}`);
});

function localeOf(request: Request, config: Config): string {
  const chosen = config.cookie ? request.cookies.get(config.cookie) : undefined;
  if (chosen && config.locales.includes(chosen)) return chosen;
  const index = lookUp(request.headers.getAll("accept-language").join(","), config.tags);
  return config.locales[index] ?? config.fallback;
}
