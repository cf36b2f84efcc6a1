import type { Distribution, DistributionSummary } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { invalidationsInProgress } from "../invalidation/kind.ts";
import { keyGroupKind } from "../key-group/kind.ts";
import { behaviorsOf, type DistributionRecord, isDeployed } from "./kind.ts";

/** Describes a distribution as `GetDistribution` answers it. */
function present(record: DistributionRecord, context: Context): Distribution {
  return {
    ...common(record, context),
    InProgressInvalidationBatches: invalidationsInProgress(record.id, context).length,
    ActiveTrustedSigners: activeSigners(record),
    ActiveTrustedKeyGroups: activeKeyGroups(record, context),
    DistributionConfig: record.config,
  };
}

/** Describes a distribution as an item of a list. */
export function summarize(record: DistributionRecord, context: Context): DistributionSummary {
  // The stored config has all defaults, so every required member is present.
  const { CallerReference: _, Logging, DefaultRootObject, ContinuousDeploymentPolicyId, ...config } = record.config;
  return { ...(config as Required<typeof config>), ...common(record, context), ETag: record.etag };
}

/** Describes a distribution with its ETag, as the operations that change it answer. */
export function answer(record: DistributionRecord, context: Context) {
  return {
    Distribution: present(record, context),
    ETag: record.etag,
    Location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${record.id}`,
  };
}

function common(record: DistributionRecord, context: Context) {
  return {
    Id: record.id,
    ARN: context.account.arn("distribution", record.id),
    Status: isDeployed(record, context) ? "Deployed" : "InProgress",
    LastModifiedTime: record.modified,
    DomainName: record.domainName,
    AliasICPRecordals: (record.config.Aliases?.Items ?? []).map((CNAME) => ({
      CNAME,
      ICPRecordalStatus: "APPROVED" as const,
    })),
  };
}

/** Trusted signers are accounts. The loopback does not know their key pairs. */
function activeSigners({ config }: DistributionRecord) {
  const accounts = new Set(behaviorsOf(config).flatMap(({ TrustedSigners }) => TrustedSigners?.Items ?? []));
  const Items = Array.from(accounts, (AwsAccountNumber) => ({ AwsAccountNumber, KeyPairIds: { Quantity: 0 } }));
  return { Enabled: Items.length > 0, Quantity: Items.length, Items };
}

function activeKeyGroups({ config }: DistributionRecord, { account }: Context) {
  const ids = new Set(behaviorsOf(config).flatMap(({ TrustedKeyGroups }) => TrustedKeyGroups?.Items ?? []));
  const Items = Array.from(ids, (KeyGroupId) => {
    const keys = account.all(keyGroupKind).get(KeyGroupId)?.config.Items ?? [];
    return { KeyGroupId, KeyPairIds: { Quantity: keys.length, Items: keys } };
  });
  return { Enabled: Items.length > 0, Quantity: Items.length, Items };
}
