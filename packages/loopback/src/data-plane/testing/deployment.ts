import type {
  CacheBehavior,
  CachePolicyConfig,
  ContinuousDeploymentPolicyConfig,
  CustomErrorResponse,
  DefaultCacheBehavior,
  DistributionConfig,
  Origin,
  OriginAccessControlConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from "@aws-sdk/client-cloudfront";
import type { DeployedDistribution, Deployment, MadeInvalidation } from "../../deployment.ts";

/** A cache policy whose key is the path and the given parts. */
export function cachePolicy(given: {
  min?: number;
  default?: number;
  max?: number;
  headers?: string[];
  cookies?: { behavior: "all" | "whitelist" | "allExcept"; names?: string[] };
  query?: { behavior: "all" | "whitelist" | "allExcept"; names?: string[] };
  gzip?: boolean;
  brotli?: boolean;
}): CachePolicyConfig {
  const { headers, cookies, query } = given;
  return {
    Name: "test",
    MinTTL: given.min ?? 0,
    DefaultTTL: given.default ?? 86_400,
    MaxTTL: given.max ?? 31_536_000,
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: given.gzip ?? false,
      EnableAcceptEncodingBrotli: given.brotli ?? false,
      HeadersConfig: headers ? { HeaderBehavior: "whitelist", Headers: items(headers) } : { HeaderBehavior: "none" },
      CookiesConfig: cookies
        ? { CookieBehavior: cookies.behavior, Cookies: items(cookies.names ?? []) }
        : { CookieBehavior: "none" },
      QueryStringsConfig: query
        ? { QueryStringBehavior: query.behavior, QueryStrings: items(query.names ?? []) }
        : { QueryStringBehavior: "none" },
    },
  };
}

/** An origin request policy. */
export function originRequestPolicy(given: {
  headers?: { behavior: "allViewer" | "allViewerAndWhitelistCloudFront" | "allExcept" | "whitelist"; names?: string[] };
  cookies?: { behavior: "all" | "whitelist" | "allExcept"; names?: string[] };
  query?: { behavior: "all" | "whitelist" | "allExcept"; names?: string[] };
}): OriginRequestPolicyConfig {
  const { headers, cookies, query } = given;
  return {
    Name: "test",
    HeadersConfig: headers
      ? { HeaderBehavior: headers.behavior, Headers: items(headers.names ?? []) }
      : { HeaderBehavior: "none" },
    CookiesConfig: cookies
      ? { CookieBehavior: cookies.behavior, Cookies: items(cookies.names ?? []) }
      : { CookieBehavior: "none" },
    QueryStringsConfig: query
      ? { QueryStringBehavior: query.behavior, QueryStrings: items(query.names ?? []) }
      : { QueryStringBehavior: "none" },
  };
}

/** A custom origin on a port of this machine. */
export function localOrigin(id: string, port: number, given: Partial<Origin> = {}): Origin {
  return {
    Id: id,
    DomainName: "localhost",
    CustomOriginConfig: { HTTPPort: port, HTTPSPort: 443, OriginProtocolPolicy: "http-only" },
    ...given,
  };
}

type TestBehavior = Partial<CacheBehavior>;

export interface TestDistribution {
  id?: string;
  origins: Origin[];
  /** Settings of the default behavior. */
  behavior?: Partial<DefaultCacheBehavior>;
  behaviors?: TestBehavior[];
  errors?: CustomErrorResponse[];
  config?: Partial<DistributionConfig>;
}

export function distribution(given: TestDistribution): DeployedDistribution {
  const id = given.id ?? "E1TESTDISTRIB";
  const common = {
    TargetOriginId: given.origins[0]?.Id ?? "",
    ViewerProtocolPolicy: "allow-all" as const,
    CachePolicyId: "path",
  };
  etags += 1;
  return {
    id,
    account: "123456789012",
    arn: `arn:aws:cloudfront::123456789012:distribution/${id}`,
    domainName: `${id.toLowerCase()}.cloudfront.net`,
    etag: `E${etags}`,
    config: {
      CallerReference: id,
      Comment: "",
      Enabled: true,
      Origins: items(given.origins),
      DefaultCacheBehavior: { ...common, ...given.behavior },
      CacheBehaviors: items((given.behaviors ?? []).map((behavior) => ({ PathPattern: "*", ...common, ...behavior }))),
      CustomErrorResponses: items(given.errors ?? []),
      ...given.config,
    },
  };
}

/** A deployment in memory that a test can change. */
export interface TestDeployment extends Deployment {
  readonly distributions: DeployedDistribution[];
  readonly cachePolicies: Map<string, CachePolicyConfig>;
  readonly originRequestPolicies: Map<string, OriginRequestPolicyConfig>;
  readonly continuousDeploymentPolicies: Map<string, ContinuousDeploymentPolicyConfig>;
  readonly responseHeadersPolicies: Map<string, ResponseHeadersPolicyConfig>;
  readonly originAccessControls: Map<string, OriginAccessControlConfig>;
  readonly originAccessIdentities: Map<string, { s3CanonicalUserId: string }>;
  /** Public keys in PEM by their ids, by the ids of key groups. */
  readonly keyGroups: Map<string, ReadonlyMap<string, string>>;
  invalidate(invalidation: MadeInvalidation): void;
}

/** Has the cache policies `path`, whose key is only the path, and `disabled`, which caches nothing. */
export function memoryDeployment(...distributions: DeployedDistribution[]): TestDeployment {
  const cachePolicies = new Map([
    ["path", cachePolicy({})],
    ["disabled", cachePolicy({ default: 0, max: 0 })],
  ]);
  const originRequestPolicies = new Map<string, OriginRequestPolicyConfig>();
  const continuousDeploymentPolicies = new Map<string, ContinuousDeploymentPolicyConfig>();
  const responseHeadersPolicies = new Map<string, ResponseHeadersPolicyConfig>();
  const originAccessControls = new Map<string, OriginAccessControlConfig>();
  const originAccessIdentities = new Map<string, { s3CanonicalUserId: string }>();
  const keyGroups = new Map<string, ReadonlyMap<string, string>>();
  const listeners = new Set<(invalidation: MadeInvalidation) => void>();
  return {
    distributions,
    cachePolicies,
    originRequestPolicies,
    continuousDeploymentPolicies,
    cachePolicy: (id) => cachePolicies.get(id),
    originRequestPolicy: (id) => originRequestPolicies.get(id),
    continuousDeploymentPolicy: (id) => continuousDeploymentPolicies.get(id),
    responseHeadersPolicies,
    originAccessControls,
    originAccessIdentities,
    keyGroups,
    responseHeadersPolicy: (id) => responseHeadersPolicies.get(id),
    originAccessControl: (id) => originAccessControls.get(id),
    originAccessIdentity: (id) => originAccessIdentities.get(id),
    vpcOrigin: () => undefined,
    cloudFrontFunction: () => undefined,
    keyValueStore: () => undefined,
    lambdaVersions: () => new Set(),
    keyGroup: (id) => keyGroups.get(id),
    accessLogDeliveries: () => [],
    realtimeLogConfig: () => undefined,
    onInvalidation(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    invalidate(invalidation) {
      for (const listener of listeners) listener(invalidation);
    },
  };
}

let etags = 0;

function items<Item>(list: Item[]): { Quantity: number; Items: Item[] } {
  return { Quantity: list.length, Items: list };
}
