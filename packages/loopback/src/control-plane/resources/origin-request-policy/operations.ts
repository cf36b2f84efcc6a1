import type { OriginRequestPolicyConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import { newId } from "../../ids.ts";
import { configOperations } from "../../shared/config-operations.ts";
import { type ConfigRecord, newRecord } from "../../shared/config-record.ts";
import { behaviorsOf, distributionUsing } from "../distribution/kind.ts";
import { originRequestPolicyKind } from "./kind.ts";
import { managedOriginRequestPolicies } from "./managed.ts";
import { acceptOriginRequestPolicy } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateOriginRequestPolicy.html */
export const originRequestPolicyOperations = configOperations<
  OriginRequestPolicyConfig,
  ConfigRecord<OriginRequestPolicyConfig>
>({
  kind: originRequestPolicyKind,
  path: "origin-request-policy",
  operations: {
    create: "CreateOriginRequestPolicy",
    get: "GetOriginRequestPolicy",
    getConfig: "GetOriginRequestPolicyConfig",
    update: "UpdateOriginRequestPolicy",
    delete: "DeleteOriginRequestPolicy",
    list: "ListOriginRequestPolicies",
  },
  members: { resource: "OriginRequestPolicy", config: "OriginRequestPolicyConfig", list: "OriginRequestPolicyList" },
  codes: {
    missing: "NoSuchOriginRequestPolicy",
    exists: "OriginRequestPolicyAlreadyExists",
    inUse: "OriginRequestPolicyInUse",
    tooMany: "TooManyOriginRequestPolicies",
  },
  quota: accountQuotas.originRequestPolicies,
  managed: managedOriginRequestPolicies,
  create: (config, context) => newRecord(newId.uuid(), config, context),
  accept: acceptOriginRequestPolicy,
  unique: ({ Name }) => Name ?? "",
  usedBy: ({ id }, context) =>
    distributionUsing(context, (config) =>
      behaviorsOf(config).some(({ OriginRequestPolicyId }) => OriginRequestPolicyId === id),
    ),
  present,
  summarize: (record) => ({
    Type: managedOriginRequestPolicies.includes(record) ? "managed" : "custom",
    OriginRequestPolicy: present(record),
  }),
});

function present({ id, modified, config }: ConfigRecord<OriginRequestPolicyConfig>) {
  return { Id: id, LastModifiedTime: modified, OriginRequestPolicyConfig: config };
}
