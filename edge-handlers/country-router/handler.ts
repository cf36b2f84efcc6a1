import { hasDotSegment, onViewerRequest, type Request, respond } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

// An S3 key has 1,024 bytes at most, each of which may take three characters on the wire. A longer path is not a page,
// and with a locale before it, it could pass the 8,192 characters that CloudFront takes from a function.
const longestPath = 3 * 1024;

export default onViewerRequest<Config>((request, { config }) => {
  const { path } = request;
  if (path.length > longestPath) return respond(414, "URI Too Long");
  if (hasDotSegment(path)) return respond(400, "Bad Request");
  if (config.untouched.some((entry) => (entry.endsWith("/") ? path.startsWith(entry) : path === entry))) return request;

  const folder = path.split("/")[1] ?? "";
  if (config.locales.includes(folder)) return request.rewrite(pageAt(path === `/${folder}` ? `${path}/` : path));
  return request.rewrite(`/${localeOf(request, config)}${pageAt(path)}`);
});

function localeOf(request: Request, config: Config): string {
  const chosen = config.cookie ? request.cookies.get(config.cookie) : undefined;
  if (chosen && config.locales.includes(chosen)) return chosen;
  const { country } = request.viewer;
  const locale = country && config.countries[country];
  // Checked in the list too, since a hostile name such as `constructor` is a property of every object.
  return locale && config.locales.includes(locale) ? locale : config.fallback;
}

/** Names a folder's page, since S3 behind OAC has no index documents. */
function pageAt(path: string): string {
  return path.endsWith("/") ? `${path}index.html` : path;
}
