import type { FieldLevelEncryptionConfig, FieldLevelEncryptionProfileConfig } from "@aws-sdk/client-cloudfront";
import type { Kind } from "../../state/account.ts";
import type { ConfigRecord } from "../config-resource.ts";

export const fieldLevelEncryptionKind: Kind<ConfigRecord<FieldLevelEncryptionConfig>> = {
  name: "field-level-encryption",
};

export const fieldLevelEncryptionProfileKind: Kind<ConfigRecord<FieldLevelEncryptionProfileConfig>> = {
  name: "field-level-encryption-profile",
};
