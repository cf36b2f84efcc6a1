import type { FieldLevelEncryptionConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import { newId } from "../../ids.ts";
import { configOperations } from "../../shared/config-operations.ts";
import { type ConfigRecord, newRecord } from "../../shared/config-record.ts";
import { behaviorsOf, distributionUsing } from "../distribution/kind.ts";
import { fieldLevelEncryptionKind } from "./kind.ts";
import { acceptFieldLevelEncryption } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFieldLevelEncryptionConfig.html */
export const fieldLevelEncryptionOperations = configOperations<
  FieldLevelEncryptionConfig,
  ConfigRecord<FieldLevelEncryptionConfig>
>({
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
