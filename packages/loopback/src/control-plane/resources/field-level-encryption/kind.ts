import type { FieldLevelEncryptionConfig, FieldLevelEncryptionProfileConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-operations.ts";
import type { Kind } from "../../state/account.ts";

export const fieldLevelEncryptionKind: Kind<ConfigRecord<FieldLevelEncryptionConfig>> = {
  name: "field-level-encryption",
};

export const fieldLevelEncryptionProfileKind: Kind<ConfigRecord<FieldLevelEncryptionProfileConfig>> = {
  name: "field-level-encryption-profile",
};
