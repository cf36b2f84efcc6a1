import { json, onViewerRequest } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

/** Reads a key, a dynamic field and an entry of a dynamic record. */
export default onViewerRequest<Config>(async (request, { config, kvs }) => {
  const own = await kvs.get("own");
  const missing = await kvs.get("missing");
  const limit = await config.limit.get();
  const name = await config.names.get(request.query.get("name") ?? "");
  return json({ own, isMissing: missing === undefined, limit, name });
});
