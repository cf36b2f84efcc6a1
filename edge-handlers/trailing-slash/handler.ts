import { isFileName, onViewerRequest, redirect } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

export default onViewerRequest<Config>((request, { config }) => {
  const { method, path } = request;
  if (method !== "GET" && method !== "HEAD") return request;
  if (config.exclude.some((folder) => path.startsWith(folder))) return request;
  const wanted = config.slash === "always" ? withSlash(path, config.extensions) : withoutSlash(path);
  if (wanted === path) return request;
  const query = request.query.toString();
  // A path such as `//evil.example/` comes from the viewer: `redirect` keeps it on this host.
  return redirect(query ? `${wanted}?${query}` : wanted, config.status);
});

function withSlash(path: string, extensions: Config["extensions"]): string {
  return path.endsWith("/") || isFileName(path, extensions) ? path : `${path}/`;
}

/** Removes all slashes at the end, so that one redirect is enough. */
function withoutSlash(path: string): string {
  let end = path.length;
  while (end > 1 && path.charAt(end - 1) === "/") end--;
  return path.slice(0, end);
}
