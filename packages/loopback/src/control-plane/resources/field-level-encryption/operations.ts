import type { FieldLevelEncryptionConfig, FieldLevelEncryptionProfileConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import { newId } from "../../ids.ts";
import { type ConfigRecord, configOperations, newRecord } from "../../shared/config-operations.ts";
import { behaviorsOf, distributionUsing } from "../distribution/kind.ts";
import { fieldLevelEncryptionKind, fieldLevelEncryptionProfileKind } from "./kind.ts";
import { acceptFieldLevelEncryption, acceptFieldLevelEncryptionProfile, profilesOf } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFieldLevelEncryptionConfig.html */
const configs = configOperations<FieldLevelEncryptionConfig, ConfigRecord<FieldLevelEncryptionConfig>>({
  kind: fieldLevelEncryptionKind,
  path: "field-level-encryption",
  operations: {
    create: "CreateFieldLevelEncryptionConfig",
    get: "GetFieldLevelEncryption",
    getConfig: "GetFieldLevelEncryptionConfig",
    update: "UpdateFieldLevelEncryptionConfig",
    delete: "DeleteFieldLevelEncryptionConfig",
    list: "ListFieldLevelEncryptionConfigs",
  },
  members: {
    resource: "FieldLevelEncryption",
    config: "FieldLevelEncryptionConfig",
    list: "FieldLevelEncryptionList",
  },
  codes: {
    missing: "NoSuchFieldLevelEncryptionConfig",
    exists: "FieldLevelEncryptionConfigAlreadyExists",
    inUse: "FieldLevelEncryptionConfigInUse",
    tooMany: "TooManyFieldLevelEncryptionConfigs",
  },
  quota: accountQuotas.fieldLevelEncryptionConfigs,
  create: (config, context) => newRecord(newId.entity(), config, context),
  accept: acceptFieldLevelEncryption,
  unique: ({ CallerReference }) => CallerReference ?? "",
  usedBy: ({ id }, context) =>
    distributionUsing(context, (config) => behaviorsOf(config).some((one) => one.FieldLevelEncryptionId === id)),
  present: ({ id, modified, config }) => ({ Id: id, LastModifiedTime: modified, FieldLevelEncryptionConfig: config }),
  summarize: ({ id, modified, config }) => ({ ...config, Id: id, LastModifiedTime: modified }),
});

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFieldLevelEncryptionProfile.html */
const profiles = configOperations<FieldLevelEncryptionProfileConfig, ConfigRecord<FieldLevelEncryptionProfileConfig>>({
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

export const fieldLevelEncryptionOperations = { ...configs, ...profiles };
