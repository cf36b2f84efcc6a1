import type { FieldLevelEncryptionConfig, FieldLevelEncryptionProfileConfig } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import type { ConfigRecord } from "../../shared/config-operations.ts";
import { checkName } from "../../shared/invalid.ts";
import { publicKeyKind } from "../public-key/kind.ts";
import { fieldLevelEncryptionProfileKind } from "./kind.ts";

/** The ids of the profiles that a configuration names. */
export function profilesOf(config: FieldLevelEncryptionConfig): readonly string[] {
  return [
    ...(config.ContentTypeProfileConfig?.ContentTypeProfiles?.Items ?? []),
    ...(config.QueryArgProfileConfig?.QueryArgProfiles?.Items ?? []),
  ].flatMap(({ ProfileId }) => ProfileId ?? []);
}

/**
 * A field-level encryption configuration as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_FieldLevelEncryptionConfig.html
 */
export function acceptFieldLevelEncryption(
  config: FieldLevelEncryptionConfig,
  { account }: Context,
  before: ConfigRecord<FieldLevelEncryptionConfig> | undefined,
): FieldLevelEncryptionConfig {
  refuseOtherReference(config, before?.config);
  const unknown = profilesOf(config).find((id) => account.all(fieldLevelEncryptionProfileKind).get(id) === undefined);
  if (unknown !== undefined) {
    throw new CloudFrontError(
      "NoSuchFieldLevelEncryptionProfile",
      `The field-level encryption profile '${unknown}' does not exist.`,
    );
  }
  return config;
}

/**
 * A field-level encryption profile as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_FieldLevelEncryptionProfileConfig.html
 */
export function acceptFieldLevelEncryptionProfile(
  config: FieldLevelEncryptionProfileConfig,
  { account }: Context,
  before: ConfigRecord<FieldLevelEncryptionProfileConfig> | undefined,
): FieldLevelEncryptionProfileConfig {
  checkName(config.Name ?? "");
  refuseOtherReference(config, before?.config);
  for (const { PublicKeyId: id = "" } of config.EncryptionEntities?.Items ?? []) {
    if (account.all(publicKeyKind).get(id) === undefined) {
      throw new CloudFrontError("NoSuchPublicKey", `The public key '${id}' does not exist.`);
    }
  }
  return config;
}

interface Referenced {
  readonly CallerReference: string | undefined;
}

function refuseOtherReference(config: Referenced, before: Referenced | undefined): void {
  if (before !== undefined && before.CallerReference !== config.CallerReference) {
    throw new CloudFrontError("IllegalUpdate", "The CallerReference can't be changed.");
  }
}
