import type { Distribution, DistributionSummary } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { invalidationsInProgress } from "../invalidation/kind.ts";
import { keyGroupKind } from "../key-group/kind.ts";
import { behaviorsOf, type DistributionRecord, isDeployed } from "./kind.ts";

/** A distribution as `GetDistribution` answers it. */
function present(record: DistributionRecord, context: Context): Distribution {
  return {
    ...common(record, context),
    InProgressInvalidationBatches: invalidationsInProgress(record.id, context).length,
    ActiveTrustedSigners: activeSigners(record),
    ActiveTrustedKeyGroups: activeKeyGroups(record, context),
    DistributionConfig: record.config,
  };
}

/** A distribution as it is in lists. */
export function summarize(record: DistributionRecord, context: Context): DistributionSummary {
  // The config has all of its defaults, so whatever a summary must have is there.
  const { CallerReference: _, Logging, DefaultRootObject, ContinuousDeploymentPolicyId, ...config } = record.config;
  return { ...(config as Required<typeof config>), ...common(record, context), ETag: record.etag };
}

/** A distribution with its ETag, as changes of it answer it. */
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

/** Signers are accounts, whose key pairs the loopback does not know. */
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
