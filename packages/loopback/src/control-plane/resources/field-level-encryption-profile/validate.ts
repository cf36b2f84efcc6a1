import type { FieldLevelEncryptionProfileConfig } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import type { ConfigRecord } from "../../shared/config-record.ts";
import { checkCallerReference, checkName } from "../../shared/invalid.ts";
import { publicKeyKind } from "../public-key/kind.ts";

/**
 * Validates a field-level encryption profile.
 * @returns the profile as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_FieldLevelEncryptionProfileConfig.html
 */
export function acceptFieldLevelEncryptionProfile(
  config: FieldLevelEncryptionProfileConfig,
  { account }: Context,
  before: ConfigRecord<FieldLevelEncryptionProfileConfig> | undefined,
): FieldLevelEncryptionProfileConfig {
  checkName(config.Name ?? "");
  checkCallerReference(config, before?.config);
  for (const { PublicKeyId: id = "" } of config.EncryptionEntities?.Items ?? []) {
    if (account.all(publicKeyKind).get(id) === undefined) {
      throw new CloudFrontError("NoSuchPublicKey", `The public key '${id}' does not exist.`);
    }
  }
  return config;
}
