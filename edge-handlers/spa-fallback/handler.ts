import { onViewerRequest } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

const fileExtension = /(?:\.|%2e)[a-z0-9]+$/i;

export default onViewerRequest<Config>((request, { config }) => {
  const { method, path } = request;
  if (method !== "GET" && method !== "HEAD") return request;
  if (fileExtension.test(path) || config.exclude.some((folder) => path.startsWith(folder))) return request;
  return request.rewrite(config.page);
});
