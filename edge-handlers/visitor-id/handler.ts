import { onViewerResponse } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

export default onViewerResponse<Config>((response, { config, request }) => {
  const { id, cookies } = request;
  if (!id || cookies.get(config.cookie)) return response;
  const domain = config.domain ? `; Domain=${config.domain}` : "";
  // Both events of a request have the same id, so the visitor keeps the id that was used at viewer request.
  response.cookies.set(
    config.cookie,
    id,
    `Path=/; Max-Age=${config.maxAgeDays * 86_400}; Secure; HttpOnly; SameSite=Lax${domain}`,
  );
  return response;
});
