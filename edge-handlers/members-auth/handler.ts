import { hasDotSegment, onViewerRequest, respond } from "@featheredge/edge-sdk";
import { refuse, unavailable } from "./answers.ts";
import type { Config } from "./config.ts";
import { tokenOf } from "./token.ts";
import { verifyByKeys } from "./verify-by-keys.ts";
import { verifyBySecret } from "./verify-by-secret.ts";
import { verifyByStore } from "./verify-by-store.ts";

// An S3 key has 1,024 bytes at most, each of which may take three characters on the wire. A longer path is not a page,
// and with a variant in it, it could pass the 8,192 characters that CloudFront takes from a function.
const longestPath = 3 * 1024;

export default onViewerRequest<Config>(async (request, { config, kvs }) => {
  const { path } = request;
  if (path.length > longestPath) return respond(414, "URI Too Long");
  // Another spelling of a path could reach another variant's pages at the origin.
  if (!path.startsWith(config.prefix) || hasDotSegment(path)) return respond(404, "Not Found");

  const token = tokenOf(request, config.cookie);
  if (!token) return refuse(request, config, false);

  // The compiler inserts the config's key type here and drops the other branches with all that they import.
  const verdict =
    config.key.type === "kvs"
      ? await verifyByStore(token, config.key.name, kvs, config)
      : config.key.type === "jwks"
        ? await verifyByKeys(token, config.key, config)
        : await verifyBySecret(token, config.key.parameter, config);
  if (verdict.kind === "refused") return refuse(request, config, true);
  if (verdict.kind === "unavailable") {
    console.log(`members-auth: ${verdict.reason}`);
    return unavailable();
  }

  // The origin must not see the token.
  request.headers.delete("authorization");
  const page = path.slice(config.prefix.length);
  const file = page === "" || page.endsWith("/") ? `${page}index.html` : page;
  // Always below the viewer's own variant: a path that names another's becomes `/members/<own>/<other's>/x`.
  return request.rewrite(`${config.prefix}${variantOf(verdict.claims, config)}/${file}`);
});

function variantOf(claims: Readonly<Record<string, unknown>>, { variants }: Config): string {
  const value = claims[variants.claim];
  const known = typeof value === "string" && Object.keys(variants.values).includes(value);
  return (known && variants.values[value]) || variants.fallback;
}
