import type { FieldLevelEncryptionProfileConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import { newId } from "../../ids.ts";
import { configOperations } from "../../shared/config-operations.ts";
import { type ConfigRecord, newRecord } from "../../shared/config-record.ts";
import { fieldLevelEncryptionKind, profilesOf } from "../field-level-encryption/kind.ts";
import { fieldLevelEncryptionProfileKind } from "./kind.ts";
import { acceptFieldLevelEncryptionProfile } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFieldLevelEncryptionProfile.html */
export const fieldLevelEncryptionProfileOperations = configOperations<
  FieldLevelEncryptionProfileConfig,
  ConfigRecord<FieldLevelEncryptionProfileConfig>
>({
  kind: fieldLevelEncryptionProfileKind,
  path: "field-level-encryption-profile",
  operations: {
    create: "CreateFieldLevelEncryptionProfile",
    get: "GetFieldLevelEncryptionProfile",
    getConfig: "GetFieldLevelEncryptionProfileConfig",
    update: "UpdateFieldLevelEncryptionProfile",
    delete: "DeleteFieldLevelEncryptionProfile",
    list: "ListFieldLevelEncryptionProfiles",
  },
  members: {
    resource: "FieldLevelEncryptionProfile",
    config: "FieldLevelEncryptionProfileConfig",
    list: "FieldLevelEncryptionProfileList",
  },
  codes: {
    missing: "NoSuchFieldLevelEncryptionProfile",
    exists: "FieldLevelEncryptionProfileAlreadyExists",
    inUse: "FieldLevelEncryptionProfileInUse",
    tooMany: "TooManyFieldLevelEncryptionProfiles",
  },
  quota: accountQuotas.fieldLevelEncryptionProfiles,
  create: (config, context) => newRecord(newId.entity().replace("E", "P"), config, context),
  accept: acceptFieldLevelEncryptionProfile,
  unique: ({ Name }) => Name ?? "",
  usedBy: profileUser,
  present: ({ id, modified, config }) => ({
    Id: id,
    LastModifiedTime: modified,
    FieldLevelEncryptionProfileConfig: config,
  }),
  summarize: ({ id, modified, config }) => ({ ...config, Id: id, LastModifiedTime: modified }),
});

function profileUser({ id }: ConfigRecord<FieldLevelEncryptionProfileConfig>, { account }: Context) {
  const user = account.all(fieldLevelEncryptionKind).find(({ config }) => profilesOf(config).includes(id));
  return user && `the field-level encryption configuration ${user.id}`;
}
