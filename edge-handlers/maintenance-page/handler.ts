import { html, onViewerRequest, type Request } from "@featheredge/edge-sdk";
import { equalInConstantTime } from "@featheredge/edge-sdk/crypto";
import type { Config } from "./config.ts";

export default onViewerRequest<Config>(async (request, { config }) => {
  // Checked first, since it costs no read of the store.
  if (isAllowed(request, config.allow) || !(await config.on.get())) return request;
  const response = html(config.page, 503);
  response.headers.set("retry-after", String(config.retryAfterSeconds));
  response.headers.set("cache-control", "no-store");
  return response;
});

function isAllowed({ viewer, cookies }: Request, { addresses, cookie }: Config["allow"]): boolean {
  if (cookie && equalInConstantTime(cookies.get(cookie.name) || "", cookie.value)) return true;
  if (addresses.exact.includes(viewer.ip)) return true;
  const value = ipv4Value(viewer.ip);
  return addresses.ranges.some((range) => range[0] <= value && value <= range[1]);
}

/** Returns NaN for IPv6, which is in no range. */
function ipv4Value(ip: string): number {
  return ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
