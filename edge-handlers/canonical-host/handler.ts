import { onViewerRequest, redirect } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

const port = /:\d*$/;

export default onViewerRequest<Config>((request, { config }) => {
  const host = request.headers.get("host");
  // A client too old to send Host would follow the redirect without one, for ever.
  if (!host || config.hosts.includes(host.toLowerCase().replace(port, ""))) return request;
  const query = request.query.toString();
  // This slash ends the host name, so that no path can extend it.
  const location = `${config.origin}/${request.path.slice(1)}${query && `?${query}`}`;
  const isPlain = request.method === "GET" || request.method === "HEAD";
  // 308 keeps method and body.
  return redirect(location, isPlain ? config.status : 308);
});
