import type { PublicKeyConfig } from "@aws-sdk/client-cloudfront";
import { checkPublicKey } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import type { ConfigRecord } from "../../shared/config-record.ts";
import { checkName, reject } from "../../shared/invalid.ts";

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
  reject(checkPublicKey(config.EncodedKey ?? ""));
  return config;
}
