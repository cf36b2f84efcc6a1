import type { ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import { newId } from "../../ids.ts";
import { configOperations } from "../../shared/config-operations.ts";
import { type ConfigRecord, newRecord } from "../../shared/config-record.ts";
import { behaviorsOf, distributionUsing } from "../distribution/kind.ts";
import { responseHeadersPolicyKind } from "./kind.ts";
import { managedResponseHeadersPolicies } from "./managed.ts";
import { acceptResponseHeadersPolicy } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateResponseHeadersPolicy.html */
export const responseHeadersPolicyOperations = configOperations<
  ResponseHeadersPolicyConfig,
  ConfigRecord<ResponseHeadersPolicyConfig>
>({
  kind: responseHeadersPolicyKind,
  path: "response-headers-policy",
  operations: {
    create: "CreateResponseHeadersPolicy",
    get: "GetResponseHeadersPolicy",
    getConfig: "GetResponseHeadersPolicyConfig",
    update: "UpdateResponseHeadersPolicy",
    delete: "DeleteResponseHeadersPolicy",
    list: "ListResponseHeadersPolicies",
  },
  members: {
    resource: "ResponseHeadersPolicy",
    config: "ResponseHeadersPolicyConfig",
    list: "ResponseHeadersPolicyList",
  },
  codes: {
    missing: "NoSuchResponseHeadersPolicy",
    exists: "ResponseHeadersPolicyAlreadyExists",
    inUse: "ResponseHeadersPolicyInUse",
    tooMany: "TooManyResponseHeadersPolicies",
  },
  quota: accountQuotas.responseHeadersPolicies,
  managed: managedResponseHeadersPolicies,
  create: (config, context) => newRecord(newId.uuid(), config, context),
  accept: acceptResponseHeadersPolicy,
  unique: ({ Name }) => Name ?? "",
  usedBy: ({ id }, context) =>
    distributionUsing(context, (config) =>
      behaviorsOf(config).some(({ ResponseHeadersPolicyId }) => ResponseHeadersPolicyId === id),
    ),
  present,
  summarize: (record) => ({
    Type: managedResponseHeadersPolicies.includes(record) ? "managed" : "custom",
    ResponseHeadersPolicy: present(record),
  }),
});

function present({ id, modified, config }: ConfigRecord<ResponseHeadersPolicyConfig>) {
  return { Id: id, LastModifiedTime: modified, ResponseHeadersPolicyConfig: config };
}
