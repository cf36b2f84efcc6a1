import type { VpcOriginEndpointConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import { newId } from "../../ids.ts";
import { configOperations } from "../../shared/config-operations.ts";
import { type ConfigRecord, newRecord } from "../../shared/config-record.ts";
import { acceptTags } from "../../tagging/accept-tags.ts";
import { distributionUsing } from "../distribution/kind.ts";
import { vpcOriginKind } from "./kind.ts";
import { acceptVpcOrigin } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateVpcOrigin.html */
export const vpcOriginOperations = configOperations({
  kind: vpcOriginKind,
  path: "vpc-origin",
  operations: {
    create: "CreateVpcOrigin",
    get: "GetVpcOrigin",
    update: "UpdateVpcOrigin",
    delete: "DeleteVpcOrigin",
    list: "ListVpcOrigins",
  },
  members: { resource: "VpcOrigin", config: "VpcOriginEndpointConfig", list: "VpcOriginList" },
  codes: {
    missing: "EntityNotFound",
    exists: "EntityAlreadyExists",
    inUse: "CannotDeleteEntityWhileInUse",
    tooMany: "EntityLimitExceeded",
  },
  quota: accountQuotas.vpcOrigins,
  create: (config: VpcOriginEndpointConfig, context, { Tags: tags }) => ({
    ...newRecord(newId.vpcOrigin(), config, context),
    tags: acceptTags((tags as { Items?: [] } | undefined)?.Items ?? []),
  }),
  accept: acceptVpcOrigin,
  unique: ({ Name }) => Name ?? "",
  usedBy: ({ id }, context) =>
    distributionUsing(
      context,
      ({ Origins }) => Origins?.Items?.some(({ VpcOriginConfig }) => VpcOriginConfig?.VpcOriginId === id) ?? false,
    ),
  present: (record, context) => ({ ...common(record, context), VpcOriginEndpointConfig: record.config }),
  summarize: (record, context) => ({
    ...common(record, context),
    Name: record.config.Name,
    OriginEndpointArn: record.config.Arn,
    IpAddressType: record.config.IpAddressType,
  }),
});

function common({ id, created, modified }: ConfigRecord<VpcOriginEndpointConfig>, context: Context) {
  const { account, clock, deploySeconds } = context;
  return {
    Id: id,
    Arn: account.arn("vpcorigin", id),
    AccountId: account.id,
    Status: clock() >= modified.getTime() + deploySeconds * 1_000 ? "Deployed" : "Deploying",
    CreatedTime: created,
    LastModifiedTime: modified,
  };
}
