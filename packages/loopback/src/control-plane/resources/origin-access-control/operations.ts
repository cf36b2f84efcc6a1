import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import { newId } from "../../ids.ts";
import { configOperations } from "../../shared/config-operations.ts";
import { type ConfigRecord, newRecord } from "../../shared/config-record.ts";
import { distributionUsing } from "../distribution/kind.ts";
import { originAccessControlKind } from "./kind.ts";
import { acceptOriginAccessControl } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateOriginAccessControl.html */
export const originAccessControlOperations = configOperations<
  OriginAccessControlConfig,
  ConfigRecord<OriginAccessControlConfig>
>({
  kind: originAccessControlKind,
  path: "origin-access-control",
  operations: {
    create: "CreateOriginAccessControl",
    get: "GetOriginAccessControl",
    getConfig: "GetOriginAccessControlConfig",
    update: "UpdateOriginAccessControl",
    delete: "DeleteOriginAccessControl",
    list: "ListOriginAccessControls",
  },
  members: { resource: "OriginAccessControl", config: "OriginAccessControlConfig", list: "OriginAccessControlList" },
  codes: {
    missing: "NoSuchOriginAccessControl",
    exists: "OriginAccessControlAlreadyExists",
    inUse: "OriginAccessControlInUse",
    tooMany: "TooManyOriginAccessControls",
  },
  quota: accountQuotas.originAccessControls,
  create: (config, context) => newRecord(newId.entity(), config, context),
  accept: acceptOriginAccessControl,
  unique: ({ Name }) => Name ?? "",
  usedBy: ({ id }, context) =>
    distributionUsing(
      context,
      ({ Origins }) => Origins?.Items?.some(({ OriginAccessControlId }) => OriginAccessControlId === id) ?? false,
    ),
  present: ({ id, config }) => ({ Id: id, OriginAccessControlConfig: config }),
  summarize: ({ id, config }) => ({ ...config, Id: id, Description: config.Description ?? "" }),
});
