import type { FieldLevelEncryptionConfig } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import type { ConfigRecord } from "../../shared/config-record.ts";
import { checkCallerReference } from "../../shared/invalid.ts";
import { fieldLevelEncryptionProfileKind } from "../field-level-encryption-profile/kind.ts";
import { profilesOf } from "./kind.ts";

/**
 * Validates a field-level encryption configuration.
 * @returns the configuration as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_FieldLevelEncryptionConfig.html
 */
export function acceptFieldLevelEncryption(
  config: FieldLevelEncryptionConfig,
  { account }: Context,
  before: ConfigRecord<FieldLevelEncryptionConfig> | undefined,
): FieldLevelEncryptionConfig {
  checkCallerReference(config, before?.config);
  const unknown = profilesOf(config).find((id) => account.all(fieldLevelEncryptionProfileKind).get(id) === undefined);
  if (unknown !== undefined) {
    throw new CloudFrontError(
      "NoSuchFieldLevelEncryptionProfile",
      `The field-level encryption profile '${unknown}' does not exist.`,
    );
  }
  return config;
}
