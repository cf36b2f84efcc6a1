import { onViewerRequest } from "@featheredge/edge-sdk";
import { bestFormat } from "./best-format.ts";
import type { Config } from "./config.ts";

export default onViewerRequest<Config>((request, { config }) => {
  const { method, path } = request;
  if (method !== "GET" && method !== "HEAD") return request;
  const dot = path.lastIndexOf(".");
  if (dot < 0 || !config.extensions.includes(path.slice(dot + 1).toLowerCase())) return request;

  const format = bestFormat(request.headers.getAll("accept").join(","), config.formats);
  if (config.by.type === "extension") return format ? request.rewrite(`${path.slice(0, dot)}.${format}`) : request;
  // The viewer's own value is ignored: else the cache would hold a copy for each value.
  if (format) request.query.set(config.by.parameter, format);
  else request.query.delete(config.by.parameter);
  return request;
});
