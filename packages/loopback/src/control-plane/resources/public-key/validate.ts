import { createPublicKey, type KeyObject } from "node:crypto";
import type { PublicKeyConfig } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import type { ConfigRecord } from "../../shared/config-record.ts";
import { checkName, invalid } from "../../shared/invalid.ts";

/**
 * Validates a public key, which must be RSA of 2048 bits or ECDSA of 256, in PEM.
 * @returns the key as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
 */
export function acceptPublicKey(
  config: PublicKeyConfig,
  _: Context,
  before: ConfigRecord<PublicKeyConfig> | undefined,
): PublicKeyConfig {
  checkName(config.Name ?? "");
  if (before !== undefined) {
    for (const field of ["CallerReference", "Name", "EncodedKey"] as const) {
      if (config[field] !== before.config[field]) {
        throw new CloudFrontError(
          "CannotChangeImmutablePublicKeyFields",
          `The ${field} of the public key '${before.id}' can't be changed; only its comment can.`,
        );
      }
    }
  }
  const key = parse(config.EncodedKey ?? "");
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (modulusLength !== 2048 && namedCurve !== "prime256v1") {
    invalid("The parameter EncodedKey must be an RSA key of 2048 bits or an ECDSA key of 256.");
  }
  return config;
}

function parse(pem: string): KeyObject {
  // A private key is also rejected. Node.js would derive the public key from it.
  if (/-----BEGIN PUBLIC KEY-----/.test(pem)) {
    try {
      return createPublicKey(pem);
    } catch {
      // Rejected below.
    }
  }
  return invalid("The parameter EncodedKey must be a public key in PEM, which begins with -----BEGIN PUBLIC KEY-----.");
}
