import type { FieldLevelEncryptionProfileConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

export const fieldLevelEncryptionProfileKind: Kind<ConfigRecord<FieldLevelEncryptionProfileConfig>> = {
  name: "field-level-encryption-profile",
};
