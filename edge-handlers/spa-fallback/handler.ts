import { isFileName, onViewerRequest } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

export default onViewerRequest<Config>((request, { config }) => {
  const { method, path } = request;
  if (method !== "GET" && method !== "HEAD") return request;
  if (isFileName(path, config.extensions) || config.exclude.some((folder) => path.startsWith(folder))) return request;
  return request.rewrite(config.page);
});
