import { json, onViewerRequest } from "@featheredge/edge-sdk";
import { equalInConstantTime, fromBase64url, hmacSha256, sha256, toBase64url } from "@featheredge/edge-sdk/crypto";

/** Calls each function of the SDK's crypto on the text in the query. */
export default onViewerRequest((request) => {
  const text = fromBase64url(request.query.get("text") ?? "");
  return json({
    sha256: sha256(text),
    hmac: hmacSha256("a key: é", text),
    hexHmac: hmacSha256("a key: é", text, "hex"),
    base64url: toBase64url(text),
    equal: [equalInConstantTime(text, text), equalInConstantTime(text, `${text}x`), equalInConstantTime("ab", "ac")],
  });
});
