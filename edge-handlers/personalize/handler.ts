import { hasDotSegment, onViewerRequest, type Request, respond } from "@featheredge/edge-sdk";
import { readClaims } from "@featheredge/edge-sdk/jwt";
import type { Config } from "./config.ts";
import { profileFromApi } from "./profile-api.ts";
import { profileFromToken } from "./profile-token.ts";

// An S3 key has 1,024 bytes at most, each of which may take three characters on the wire. A longer path is not a page,
// and with a folder before it, it could pass the 8,192 characters that CloudFront takes from a function.
const longestPath = 3 * 1024;
// Tokens are a few hundred bytes; a cookie holds 4 KB.
const longestToken = 8192;

export default onViewerRequest<Config>((request, { config, kvs }) => {
  const { path } = request;
  if (config.as.type === "folder") {
    if (path.length > longestPath) return respond(414, "URI Too Long");
    if (hasDotSegment(path)) return respond(400, "Bad Request");
  }
  const value = request.cookies.get(config.cookie);
  const token = value && value.length <= longestToken ? value : undefined;

  // The compiler inserts the config's source here and drops the other branches with all that they import.
  if (config.source.type === "api") {
    const { source } = config;
    return profileFromApi(token, source).then((profile) => show(request, config, profile));
  }
  if (config.source.verify) {
    const { verify } = config.source;
    return profileFromToken(token, verify, kvs).then((profile) => show(request, config, profile));
  }
  return show(request, config, token ? readClaims(token) : undefined);
});

function show(request: Request, config: Config, profile: Readonly<Record<string, unknown>> | undefined): Request {
  const value = profile && Object.keys(profile).includes(config.field) ? profile[config.field] : undefined;
  const known = typeof value === "string" && Object.keys(config.values).includes(value);
  const variant = (known && config.values[value]) || config.fallback;
  if (config.as.type === "folder") return request.rewrite(`/${variant}${request.path}`);
  // Replaces a value that the viewer sent: viewers must not choose a variant by it.
  request.headers.set(config.as.name, variant);
  return request;
}
