import type { KeyGroupConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import { newId } from "../../ids.ts";
import { configOperations } from "../../shared/config-operations.ts";
import { type ConfigRecord, newRecord } from "../../shared/config-record.ts";
import { behaviorsOf, distributionUsing } from "../distribution/kind.ts";
import { keyGroupKind } from "./kind.ts";
import { acceptKeyGroup } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateKeyGroup.html */
export const keyGroupOperations = configOperations<KeyGroupConfig, ConfigRecord<KeyGroupConfig>>({
  kind: keyGroupKind,
  path: "key-group",
  operations: {
    create: "CreateKeyGroup",
    get: "GetKeyGroup",
    getConfig: "GetKeyGroupConfig",
    update: "UpdateKeyGroup",
    delete: "DeleteKeyGroup",
    list: "ListKeyGroups",
  },
  members: { resource: "KeyGroup", config: "KeyGroupConfig", list: "KeyGroupList" },
  codes: {
    missing: "NoSuchResource",
    exists: "KeyGroupAlreadyExists",
    inUse: "ResourceInUse",
    tooMany: "TooManyKeyGroups",
  },
  quota: accountQuotas.keyGroups,
  create: (config, context) => newRecord(newId.uuid(), config, context),
  accept: acceptKeyGroup,
  unique: ({ Name }) => Name ?? "",
  usedBy: ({ id }, context) =>
    distributionUsing(context, (config) =>
      behaviorsOf(config).some(({ TrustedKeyGroups }) => TrustedKeyGroups?.Items?.includes(id)),
    ),
  present,
  summarize: (record) => ({ KeyGroup: present(record) }),
});

function present({ id, modified, config }: ConfigRecord<KeyGroupConfig>) {
  return { Id: id, LastModifiedTime: modified, KeyGroupConfig: config };
}
