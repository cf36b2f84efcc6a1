import type { DeployedDistribution, Deployment, PublishedFunction } from "../deployment.ts";
import { accessLogDeliveriesOf } from "../service-gaps/logs/access-log-deliveries.ts";
import type { InvalidationListeners } from "./invalidation-listeners.ts";
import { versionsIn } from "./lambda-replicas.ts";
import { cachePolicyKind } from "./resources/cache-policy/kind.ts";
import { managedCachePolicies } from "./resources/cache-policy/managed.ts";
import { continuousDeploymentPolicyKind } from "./resources/continuous-deployment-policy/kind.ts";
import { type DistributionRecord, distributionKind } from "./resources/distribution/kind.ts";
import { type FunctionRecord, functionKind, runtimeOf } from "./resources/function/kind.ts";
import { keyGroupKind } from "./resources/key-group/kind.ts";
import { keyValueStoreKind } from "./resources/key-value-store/kind.ts";
import { originAccessControlKind } from "./resources/origin-access-control/kind.ts";
import { originAccessIdentityKind } from "./resources/origin-access-identity/kind.ts";
import { originRequestPolicyKind } from "./resources/origin-request-policy/kind.ts";
import { managedOriginRequestPolicies } from "./resources/origin-request-policy/managed.ts";
import { publicKeyKind } from "./resources/public-key/kind.ts";
import { realtimeLogConfigKind } from "./resources/realtime-log-config/kind.ts";
import { responseHeadersPolicyKind } from "./resources/response-headers-policy/kind.ts";
import { managedResponseHeadersPolicies } from "./resources/response-headers-policy/managed.ts";
import { vpcOriginKind } from "./resources/vpc-origin/kind.ts";
import type { ConfigRecord } from "./shared/config-record.ts";
import type { Account, Accounts, Kind } from "./state/account.ts";
import type { StoredRecord } from "./state/collection.ts";

/** The deployed resources of all accounts. Ids are unique over all accounts, so a lookup needs no account. */
export function deploymentOf(accounts: Accounts, invalidations: InvalidationListeners): Deployment {
  const find = <R extends StoredRecord>(kind: Kind<R>, id: string): R | undefined => {
    for (const account of accounts) {
      const record = account.all(kind).get(id);
      if (record !== undefined) return record;
    }
    return undefined;
  };
  const configs =
    <Config>(kind: Kind<ConfigRecord<Config>>, managed: readonly ConfigRecord<Config>[] = []) =>
    (id: string) =>
      (managed.find((record) => record.id === id) ?? find(kind, id))?.config;
  const byArn = <R extends StoredRecord>(kind: Kind<R>, arn: string): R | undefined => {
    const [, account, id] = /^arn:aws:cloudfront::(\d{12}):[^/]+\/(.+)$/.exec(arn) ?? [];
    return account === undefined || id === undefined ? undefined : accounts.get(account).all(kind).get(id);
  };
  const publishedFunctions = new WeakMap<FunctionRecord, PublishedFunction>();
  const keyValueMaps = new WeakMap<readonly (readonly [string, string])[], ReadonlyMap<string, string>>();

  return {
    // Can be iterated more than once.
    distributions: { [Symbol.iterator]: () => deployedDistributions(accounts) },
    cachePolicy: configs(cachePolicyKind, managedCachePolicies),
    originRequestPolicy: configs(originRequestPolicyKind, managedOriginRequestPolicies),
    responseHeadersPolicy: configs(responseHeadersPolicyKind, managedResponseHeadersPolicies),
    originAccessControl: configs(originAccessControlKind),
    originAccessIdentity: (id) => find(originAccessIdentityKind, id),
    continuousDeploymentPolicy: configs(continuousDeploymentPolicyKind),
    vpcOrigin: configs(vpcOriginKind),
    cloudFrontFunction(arn) {
      const record = byArn(functionKind, arn);
      if (record === undefined) return undefined;
      // Read for each run of the function; a change replaces the record.
      const known = publishedFunctions.get(record);
      if (known !== undefined || record.live === undefined) return known;
      const published = publishedOf(record.id, record.live);
      publishedFunctions.set(record, published);
      return published;
    },
    keyValueStore(arn) {
      const record = byArn(keyValueStoreKind, arn);
      if (record === undefined) return undefined;
      const map = keyValueMaps.get(record.entries) ?? new Map(record.entries);
      keyValueMaps.set(record.entries, map);
      return map;
    },
    lambdaVersions: () => new Set(Array.from(accounts).flatMap((account) => [...versionsIn(account)])),
    keyGroup(id) {
      const group = find(keyGroupKind, id);
      const keys = group?.config.Items?.map((key) => [key, find(publicKeyKind, key)?.config.EncodedKey ?? ""] as const);
      return keys && new Map(keys);
    },
    accessLogDeliveries: (arn) => accessLogDeliveriesOf(accounts, arn),
    realtimeLogConfig(arn) {
      return byArn(realtimeLogConfigKind, arn)?.config;
    },
    onInvalidation: (listener) => invalidations.add(listener),
  };
}

function publishedOf(
  name: string,
  { code, config, revision, etag }: NonNullable<FunctionRecord["live"]>,
): PublishedFunction {
  return {
    name,
    code: Buffer.from(code).toString(),
    runtime: runtimeOf(config),
    revision: revision ?? etag,
    keyValueStore: config.KeyValueStoreAssociations?.Items?.[0]?.KeyValueStoreARN,
  };
}

function* deployedDistributions(accounts: Accounts): Generator<DeployedDistribution> {
  for (const account of accounts) {
    for (const record of account.all(distributionKind)) {
      const { id, domainName, etag, config } = record;
      const primaryId = config.Staging ? primaryOf(record, account) : undefined;
      yield { id, account: account.id, arn: account.arn("distribution", id), domainName, etag, config, primaryId };
    }
  }
}

/** Finds the primary of a staging distribution: the one whose continuous deployment policy names it. */
function primaryOf({ domainName }: DistributionRecord, account: Account): string | undefined {
  const policy = account
    .all(continuousDeploymentPolicyKind)
    .find(({ config }) => config.StagingDistributionDnsNames?.Items?.includes(domainName) ?? false);
  return account
    .all(distributionKind)
    .find(({ config }) => policy !== undefined && config.ContinuousDeploymentPolicyId === policy.id)?.id;
}
