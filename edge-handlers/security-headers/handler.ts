import { onViewerResponse } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

export default onViewerResponse<Config>((response, { config }) => {
  const { headers } = response;
  for (const name of headers.names()) {
    // CloudFront answers 502 to a function that touches its own headers.
    const own = name.startsWith("x-amz-cf-");
    const revealing = config.strip.includes(name) || config.stripPrefixes.some((prefix) => name.startsWith(prefix));
    if (revealing && !own) headers.delete(name);
  }
  for (const header of config.set) headers.set(header.name, header.value);
  return response;
});
