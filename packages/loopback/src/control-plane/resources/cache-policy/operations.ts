import type { CachePolicyConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import { newId } from "../../ids.ts";
import { configOperations } from "../../shared/config-operations.ts";
import { type ConfigRecord, newRecord } from "../../shared/config-record.ts";
import { behaviorsOf, distributionUsing } from "../distribution/kind.ts";
import { cachePolicyKind } from "./kind.ts";
import { managedCachePolicies } from "./managed.ts";
import { acceptCachePolicy } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateCachePolicy.html */
export const cachePolicyOperations = configOperations<CachePolicyConfig, ConfigRecord<CachePolicyConfig>>({
  kind: cachePolicyKind,
  path: "cache-policy",
  operations: {
    create: "CreateCachePolicy",
    get: "GetCachePolicy",
    getConfig: "GetCachePolicyConfig",
    update: "UpdateCachePolicy",
    delete: "DeleteCachePolicy",
    list: "ListCachePolicies",
  },
  members: { resource: "CachePolicy", config: "CachePolicyConfig", list: "CachePolicyList" },
  codes: {
    missing: "NoSuchCachePolicy",
    exists: "CachePolicyAlreadyExists",
    inUse: "CachePolicyInUse",
    tooMany: "TooManyCachePolicies",
  },
  quota: accountQuotas.cachePolicies,
  managed: managedCachePolicies,
  create: (config, context) => newRecord(newId.uuid(), config, context),
  accept: acceptCachePolicy,
  unique: ({ Name }) => Name ?? "",
  usedBy: ({ id }, context) =>
    distributionUsing(context, (config) => behaviorsOf(config).some(({ CachePolicyId }) => CachePolicyId === id)),
  present,
  summarize: (record) => ({
    Type: managedCachePolicies.includes(record) ? "managed" : "custom",
    CachePolicy: present(record),
  }),
});

function present({ id, modified, config }: ConfigRecord<CachePolicyConfig>) {
  return { Id: id, LastModifiedTime: modified, CachePolicyConfig: config };
}
