import { isFileName, onViewerRequest } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

// An S3 key has 1,024 bytes at most, each of which may take three characters on the wire. A longer path can't be
// a folder, and with a document after it, it could pass the 8,192 characters that CloudFront takes from a function.
const longestPath = 3 * 1024;

export default onViewerRequest<Config>((request, { config }) => {
  const { path } = request;
  if (path.length > longestPath || config.exclude.some((folder) => path.startsWith(folder))) return request;
  if (path.endsWith("/")) return request.rewrite(path + config.document);
  if (config.extensionless && !isFileName(path, config.extensions))
    return request.rewrite(`${path}/${config.document}`);
  return request;
});
