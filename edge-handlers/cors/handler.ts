import { type Headers, onViewerResponse } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";
import { allowedOrigin } from "./origins.ts";

export default onViewerResponse<Config>((response, { config, request }) => {
  const { headers } = response;
  const origin = allowedOrigin(request, config.origins);
  // A cached response may have the headers that the origin sent for another site.
  headers.delete("access-control-allow-origin");
  headers.delete("access-control-allow-credentials");
  headers.delete("access-control-expose-headers");
  if (origin) {
    headers.set("access-control-allow-origin", origin);
    if (config.credentials) headers.set("access-control-allow-credentials", "true");
    if (config.exposedHeaders) headers.set("access-control-expose-headers", config.exposedHeaders);
  }
  if (!config.origins.everyone) varyByOrigin(headers);
  return response;
});

/** Also for an origin that is not allowed: a browser's cache must not give that response to one that is. */
function varyByOrigin(headers: Headers): void {
  const names = headers.getAll("vary").join(", ");
  const isThere = names.split(",").some((name) => /^\s*(?:origin|\*)\s*$/i.test(name));
  if (!isThere) headers.set("vary", names ? `${names}, Origin` : "Origin");
}
