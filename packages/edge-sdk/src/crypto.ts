// biome-ignore lint/style/useNodejsImportProtocol: CloudFront Functions knows the module by this name only
import crypto from "crypto";

/** The SHA-256 of a text in UTF-8, in hex. */
export function sha256(text: string): string {
  return crypto.createHash("sha256").update(text).digest("hex");
}

/** The HMAC-SHA-256 of a text under a key, both in UTF-8; by default base64url without padding. */
export function hmacSha256(key: string, text: string, encoding?: "base64url" | "hex"): string {
  return crypto
    .createHmac("sha256", key)
    .update(text)
    .digest(encoding || "base64url");
}

/** True if two texts are equal. The time depends on their lengths only, not on where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

/** A text's UTF-8 in base64url, without padding. */
export function toBase64url(text: string): string {
  return Buffer.from(text).toString("base64url");
}

/**
 * Decodes base64url to a UTF-8 text. Invalid input gives some other text, not an error. Don't use it for base64:
 * njs reads `+` and `/` differently than Node.js does.
 */
export function fromBase64url(encoded: string): string {
  return Buffer.from(encoded, "base64url").toString();
}
