import type { Context } from "../context.ts";
import type { OperationName, Operations } from "../protocol/operations.ts";
import { taggingOperations } from "../tagging/operations.ts";
import { cachePolicyOperations } from "./cache-policy/operations.ts";
import { continuousDeploymentPolicyOperations } from "./continuous-deployment-policy/operations.ts";
import { aliasOperations } from "./distribution/alias-operations.ts";
import { distributionListOperations } from "./distribution/list-operations.ts";
import { distributionOperations } from "./distribution/operations.ts";
import { stagingOperations } from "./distribution/staging-operations.ts";
import { fieldLevelEncryptionOperations } from "./field-level-encryption/operations.ts";
import { fieldLevelEncryptionProfileOperations } from "./field-level-encryption-profile/operations.ts";
import { functionOperations } from "./function/operations.ts";
import { invalidationOperations } from "./invalidation/operations.ts";
import { keyGroupOperations } from "./key-group/operations.ts";
import { keyValueStoreOperations } from "./key-value-store/operations.ts";
import { monitoringSubscriptionOperations } from "./monitoring-subscription/operations.ts";
import { originAccessControlOperations } from "./origin-access-control/operations.ts";
import { originAccessIdentityOperations } from "./origin-access-identity/operations.ts";
import { originRequestPolicyOperations } from "./origin-request-policy/operations.ts";
import { publicKeyOperations } from "./public-key/operations.ts";
import { realtimeLogConfigOperations } from "./realtime-log-config/operations.ts";
import { responseHeadersPolicyOperations } from "./response-headers-policy/operations.ts";
import { vpcOriginOperations } from "./vpc-origin/operations.ts";

type Members = Readonly<Record<string, unknown>>;

/** An operation as the protocol calls it: the SDK's schemas describe the members. */
type Operation = (input: Members, context: Context) => Members | Promise<Members>;

const operations: Operations = {
  ...cachePolicyOperations,
  ...continuousDeploymentPolicyOperations,
  ...aliasOperations,
  ...distributionListOperations,
  ...distributionOperations,
  ...invalidationOperations,
  ...stagingOperations,
  ...fieldLevelEncryptionOperations,
  ...fieldLevelEncryptionProfileOperations,
  ...functionOperations,
  ...keyGroupOperations,
  ...keyValueStoreOperations,
  ...monitoringSubscriptionOperations,
  ...originAccessControlOperations,
  ...originAccessIdentityOperations,
  ...originRequestPolicyOperations,
  ...publicKeyOperations,
  ...realtimeLogConfigOperations,
  ...responseHeadersPolicyOperations,
  ...taggingOperations,
  ...vpcOriginOperations,
};

/** @returns `undefined` for an operation that the control plane does not support. */
export function findOperation(name: string): Operation | undefined {
  return operations[name as OperationName] as Operation | undefined;
}
