import { createPublicKey } from "node:crypto";
import { type Diagnostic, diagnose } from "@featheredge/diagnostics";

/**
 * Why CloudFront can't use a text as a public key, for signed URLs and cookies or for field-level encryption; undefined
 * when it can.
 *
 * @param use field-level encryption takes RSA keys only
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html#choosing-key-groups-or-AWS-accounts
 */
export function checkPublicKey(
  pem: string,
  use: "signing" | "encryption" = "signing",
): Diagnostic<"FE-DST-067"> | undefined {
  // Node.js would derive the public key from a private one.
  if (pem.includes("PRIVATE KEY")) {
    return report(
      "The text is a private key.",
      "Replace the key, since it is known to others now, and give its public key.",
    );
  }
  const details = detailsOf(pem);
  const kinds = use === "signing" ? "RSA with 2048 bits, or ECDSA with 256 (P-256)" : "RSA with 2048 bits";
  if (details === undefined) {
    return report(
      "The text is not a public key in PEM, which begins with '-----BEGIN PUBLIC KEY-----'.",
      `Make one by 'openssl rsa -pubout -in private_key.pem': ${kinds}.`,
    );
  }
  if (details.modulusLength === 2048 || (use === "signing" && details.namedCurve === "prime256v1")) return undefined;
  const { modulusLength, namedCurve } = details;
  const kind =
    modulusLength === undefined ? `the curve ${namedCurve ?? "of an unknown kind"}` : `${modulusLength} bits`;
  return report(`The public key has ${kind}; CloudFront takes ${kinds}.`, "Make a pair of such keys.");
}

function report(message: string, fix: string): Diagnostic<"FE-DST-067"> {
  return diagnose("FE-DST-067", { message, fix });
}

function detailsOf(pem: string) {
  if (!pem.includes("-----BEGIN PUBLIC KEY-----")) return undefined;
  try {
    return createPublicKey(pem).asymmetricKeyDetails;
  } catch {
    return undefined;
  }
}
