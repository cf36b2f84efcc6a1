import { createPublicKey, type KeyObject } from "node:crypto";
import type { PublicKeyConfig } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import type { ConfigRecord } from "../../shared/config-record.ts";
import { checkName, invalid } from "../../shared/invalid.ts";

/**
 * A public key as CloudFront stores it: RSA of 2048 bits or ECDSA of 256, in PEM.
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
  // What holds a private key is refused too: Node.js would take the public one out of it.
  if (/-----BEGIN PUBLIC KEY-----/.test(pem)) {
    try {
      return createPublicKey(pem);
    } catch {
      // Refused below.
    }
  }
  return invalid("The parameter EncodedKey is no public key in PEM (-----BEGIN PUBLIC KEY-----).");
}
