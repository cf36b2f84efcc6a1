import type { CloudFrontOriginAccessIdentityConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import { newId } from "../../ids.ts";
import { configOperations } from "../../shared/config-operations.ts";
import { newRecord } from "../../shared/config-record.ts";
import { distributionUsing } from "../distribution/kind.ts";
import { type OriginAccessIdentityRecord, originAccessIdentityKind } from "./kind.ts";
import { acceptOriginAccessIdentity } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateCloudFrontOriginAccessIdentity.html */
export const originAccessIdentityOperations = configOperations<
  CloudFrontOriginAccessIdentityConfig,
  OriginAccessIdentityRecord
>({
  kind: originAccessIdentityKind,
  path: "origin-access-identity/cloudfront",
  operations: {
    create: "CreateCloudFrontOriginAccessIdentity",
    get: "GetCloudFrontOriginAccessIdentity",
    getConfig: "GetCloudFrontOriginAccessIdentityConfig",
    update: "UpdateCloudFrontOriginAccessIdentity",
    delete: "DeleteCloudFrontOriginAccessIdentity",
    list: "ListCloudFrontOriginAccessIdentities",
  },
  members: {
    resource: "CloudFrontOriginAccessIdentity",
    config: "CloudFrontOriginAccessIdentityConfig",
    list: "CloudFrontOriginAccessIdentityList",
  },
  codes: {
    missing: "NoSuchCloudFrontOriginAccessIdentity",
    exists: "CloudFrontOriginAccessIdentityAlreadyExists",
    inUse: "CloudFrontOriginAccessIdentityInUse",
    tooMany: "TooManyCloudFrontOriginAccessIdentities",
  },
  quota: accountQuotas.originAccessIdentities,
  replays: true,
  create: (config, context) => ({
    ...newRecord(newId.entity(), config, context),
    s3CanonicalUserId: newId.s3CanonicalUser(),
  }),
  accept: acceptOriginAccessIdentity,
  unique: ({ CallerReference }) => CallerReference ?? "",
  usedBy: ({ id }, context) =>
    distributionUsing(
      context,
      ({ Origins }) =>
        Origins?.Items?.some(
          ({ S3OriginConfig }) => S3OriginConfig?.OriginAccessIdentity === `origin-access-identity/cloudfront/${id}`,
        ) ?? false,
    ),
  present: ({ id, s3CanonicalUserId, config }) => ({
    Id: id,
    S3CanonicalUserId: s3CanonicalUserId,
    CloudFrontOriginAccessIdentityConfig: config,
  }),
  summarize: ({ id, s3CanonicalUserId, config }) => ({
    Id: id,
    S3CanonicalUserId: s3CanonicalUserId,
    Comment: config.Comment,
  }),
});
