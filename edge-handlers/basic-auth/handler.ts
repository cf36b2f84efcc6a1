import { onViewerRequest, respond } from "@featheredge/edge-sdk";
import { equalInConstantTime, sha256 } from "@featheredge/edge-sdk/crypto";
import type { Config } from "./config.ts";

// https://www.rfc-editor.org/rfc/rfc7617#section-2. Longer input is not a password: reject it unread.
const credentials = /^Basic +([A-Za-z0-9+/]{1,512}={0,2})$/i;

export default onViewerRequest<Config>((request, { config }) => {
  const given = request.headers.getAll("authorization");
  const match = given.length === 1 ? credentials.exec(given[0] ?? "") : null;
  if (!match || !isKnown(sha256(Buffer.from(match[1] ?? "", "base64").toString()), config.hashes)) {
    return respond(401, "Unauthorized", { "www-authenticate": config.challenge, "cache-control": "no-store" });
  }
  // Only the edge needs the password; an origin might log it.
  request.headers.delete("authorization");
  return request;
});

/** Compares with every hash, so that the time reveals neither the user nor how much of the hash matched. */
function isKnown(hash: string, hashes: readonly string[]): boolean {
  return hashes.filter((known) => equalInConstantTime(hash, known)).length > 0;
}
