import type { FieldLevelEncryptionConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

export const fieldLevelEncryptionKind: Kind<ConfigRecord<FieldLevelEncryptionConfig>> = {
  name: "field-level-encryption",
};

/** The ids of the profiles that a configuration names. */
export function profilesOf(config: FieldLevelEncryptionConfig): readonly string[] {
  return [
    ...(config.ContentTypeProfileConfig?.ContentTypeProfiles?.Items ?? []),
    ...(config.QueryArgProfileConfig?.QueryArgProfiles?.Items ?? []),
  ].flatMap(({ ProfileId }) => ProfileId ?? []);
}
