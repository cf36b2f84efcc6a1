import { createPrivateKey, type KeyObject, sign } from "node:crypto";

// The last of each: a function has one key, and most requests of a minute one policy.
let parsed: { readonly pem: string; readonly key: KeyObject } | undefined;
let signed: { readonly policy: string; readonly pem: string; readonly signature: string } | undefined;

/**
 * CloudFront's three cookies for a custom policy, signed with RSA and SHA-1, which it takes from every public key.
 *
 * @param pem the private key
 * @throws Error when it is not an RSA key in PEM
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-setting-signed-cookie-custom-policy.html
 */
export function signedCookies(policy: string, keyPairId: string, pem: string): readonly (readonly [string, string])[] {
  if (signed?.policy !== policy || signed.pem !== pem) {
    const signature = safe(sign("sha1", Buffer.from(policy), keyOf(pem)));
    signed = { policy, pem, signature };
  }
  return [
    ["CloudFront-Policy", safe(Buffer.from(policy))],
    ["CloudFront-Signature", signed.signature],
    ["CloudFront-Key-Pair-Id", keyPairId],
  ];
}

function keyOf(pem: string): KeyObject {
  if (parsed?.pem !== pem) {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== "rsa") throw new Error(`the key is ${key.asymmetricKeyType}, not RSA`);
    parsed = { pem, key };
  }
  return parsed.key;
}

/** Base64 in CloudFront's own alphabet, which is not base64url. */
function safe(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("=", "_").replaceAll("/", "~");
}
