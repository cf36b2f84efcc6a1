import type { PublicKeyConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import { newId } from "../../ids.ts";
import { configOperations } from "../../shared/config-operations.ts";
import { type ConfigRecord, newRecord } from "../../shared/config-record.ts";
import { fieldLevelEncryptionProfileKind } from "../field-level-encryption-profile/kind.ts";
import { keyGroupKind } from "../key-group/kind.ts";
import { publicKeyKind } from "./kind.ts";
import { acceptPublicKey } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreatePublicKey.html */
export const publicKeyOperations = configOperations<PublicKeyConfig, ConfigRecord<PublicKeyConfig>>({
  kind: publicKeyKind,
  path: "public-key",
  operations: {
    create: "CreatePublicKey",
    get: "GetPublicKey",
    getConfig: "GetPublicKeyConfig",
    update: "UpdatePublicKey",
    delete: "DeletePublicKey",
    list: "ListPublicKeys",
  },
  members: { resource: "PublicKey", config: "PublicKeyConfig", list: "PublicKeyList" },
  codes: {
    missing: "NoSuchPublicKey",
    exists: "PublicKeyAlreadyExists",
    inUse: "PublicKeyInUse",
    tooMany: "TooManyPublicKeys",
  },
  quota: accountQuotas.publicKeys,
  create: (config, context) => newRecord(newId.key(), config, context),
  accept: acceptPublicKey,
  unique: ({ Name }) => Name ?? "",
  usedBy,
  present: ({ id, created, config }) => ({ Id: id, CreatedTime: created, PublicKeyConfig: config }),
  summarize: ({ id, created, config }) => ({ ...config, Id: id, CreatedTime: created }),
});

function usedBy({ id }: ConfigRecord<PublicKeyConfig>, { account }: Context): string | undefined {
  const group = account.all(keyGroupKind).find(({ config }) => config.Items?.includes(id) ?? false);
  const profile = account
    .all(fieldLevelEncryptionProfileKind)
    .find(({ config }) => config.EncryptionEntities?.Items?.some(({ PublicKeyId }) => PublicKeyId === id) ?? false);
  return group ? `the key group ${group.id}` : profile && `the field-level encryption profile ${profile.id}`;
}
