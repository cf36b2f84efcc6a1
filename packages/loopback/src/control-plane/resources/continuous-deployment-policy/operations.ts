import type { ContinuousDeploymentPolicyConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import { newId } from "../../ids.ts";
import { configOperations } from "../../shared/config-operations.ts";
import { type ConfigRecord, newRecord } from "../../shared/config-record.ts";
import { distributionUsing } from "../distribution/kind.ts";
import { continuousDeploymentPolicyKind } from "./kind.ts";
import { acceptContinuousDeploymentPolicy } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateContinuousDeploymentPolicy.html */
export const continuousDeploymentPolicyOperations = configOperations<
  ContinuousDeploymentPolicyConfig,
  ConfigRecord<ContinuousDeploymentPolicyConfig>
>({
  kind: continuousDeploymentPolicyKind,
  path: "continuous-deployment-policy",
  operations: {
    create: "CreateContinuousDeploymentPolicy",
    get: "GetContinuousDeploymentPolicy",
    getConfig: "GetContinuousDeploymentPolicyConfig",
    update: "UpdateContinuousDeploymentPolicy",
    delete: "DeleteContinuousDeploymentPolicy",
    list: "ListContinuousDeploymentPolicies",
  },
  members: {
    resource: "ContinuousDeploymentPolicy",
    config: "ContinuousDeploymentPolicyConfig",
    list: "ContinuousDeploymentPolicyList",
  },
  codes: {
    missing: "NoSuchContinuousDeploymentPolicy",
    // Raised when two policies name the same staging distribution.
    exists: "StagingDistributionInUse",
    inUse: "ContinuousDeploymentPolicyInUse",
    tooMany: "TooManyContinuousDeploymentPolicies",
  },
  quota: accountQuotas.continuousDeploymentPolicies,
  create: (config, context) => newRecord(newId.uuid(), config, context),
  accept: acceptContinuousDeploymentPolicy,
  unique: ({ StagingDistributionDnsNames }) => StagingDistributionDnsNames?.Items?.join() ?? "",
  usedBy: ({ id }, context) => distributionUsing(context, (config) => config.ContinuousDeploymentPolicyId === id),
  present,
  summarize: (record) => ({ ContinuousDeploymentPolicy: present(record) }),
});

function present({ id, modified, config }: ConfigRecord<ContinuousDeploymentPolicyConfig>) {
  return { Id: id, LastModifiedTime: modified, ContinuousDeploymentPolicyConfig: config };
}
