import { onViewerRequest, respond } from "@featheredge/edge-sdk";
import { allowedOrigin } from "../cors/origins.ts";
import type { Config } from "./config.ts";

export default onViewerRequest<Config>((request, { config }) => {
  const { headers, method } = request;
  const isPreflight = method === "OPTIONS" && headers.has("origin") && headers.has("access-control-request-method");
  if (!isPreflight) return request;

  const origin = allowedOrigin(request, config.origins);
  const response = origin ? respond(204) : respond(403, "Forbidden");
  if (!config.origins.everyone) response.headers.set("vary", "Origin");
  if (origin) {
    response.headers.set("access-control-allow-origin", origin);
    response.headers.set("access-control-allow-methods", config.methods);
    response.headers.set("access-control-max-age", config.maxAge);
    if (config.credentials) response.headers.set("access-control-allow-credentials", "true");
    if (config.requestHeaders) response.headers.set("access-control-allow-headers", config.requestHeaders);
  }
  return response;
});
