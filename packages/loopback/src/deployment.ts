import type {
  CachePolicyConfig,
  ContinuousDeploymentPolicyConfig,
  DistributionConfig,
  OriginAccessControlConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
  VpcOriginEndpointConfig,
} from "@aws-sdk/client-cloudfront";
import type { FunctionRuntime } from "@featheredge/aws-rules";

/**
 * What the control plane has deployed, as the data plane reads it: for each request anew, so that a change holds from
 * the next request on. Nothing here can be changed; what is returned is never mutated afterwards but replaced.
 */
export interface Deployment {
  readonly distributions: Iterable<DeployedDistribution>;
  cachePolicy(id: string): CachePolicyConfig | undefined;
  originRequestPolicy(id: string): OriginRequestPolicyConfig | undefined;
  responseHeadersPolicy(id: string): ResponseHeadersPolicyConfig | undefined;
  originAccessControl(id: string): OriginAccessControlConfig | undefined;
  originAccessIdentity(id: string): { readonly s3CanonicalUserId: string } | undefined;
  continuousDeploymentPolicy(id: string): ContinuousDeploymentPolicyConfig | undefined;
  vpcOrigin(id: string): VpcOriginEndpointConfig | undefined;
  /** The LIVE stage of a function, which is what distributions run; undefined when it was never published. */
  cloudFrontFunction(arn: string): PublishedFunction | undefined;
  /** What a KeyValueStore holds. A change of it gives another map. */
  keyValueStore(arn: string): ReadonlyMap<string, string> | undefined;
  /** The public keys of a key group, in PEM, by the ids of the keys. */
  keyGroup(id: string): ReadonlyMap<string, string> | undefined;
  /** Invalidations are told as they are made. Returns what ends that. */
  onInvalidation(told: (invalidation: MadeInvalidation) => void): () => void;
}

/** A distribution as it is to be served: enabled or not, deployed or still in progress. */
export interface DeployedDistribution {
  readonly id: string;
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
  /** `d111111abcdef8.cloudfront.net` */
  readonly domainName: string;
  /** Another with each change: what was derived from the config may be kept by it. */
  readonly etag: string;
  readonly config: DistributionConfig;
  /** The primary's id where this is a staging distribution of a continuous deployment. */
  readonly primaryId?: string | undefined;
}

/** The aliases of all distributions, as they were given: `www.example.com`, `*.example.com`. */
export function* aliasesOf({ distributions }: Pick<Deployment, "distributions">): Generator<string> {
  for (const { config } of distributions) yield* config.Aliases?.Items ?? [];
}

export interface PublishedFunction {
  readonly name: string;
  readonly code: string;
  readonly runtime: FunctionRuntime;
  /** Unique to each publication, also of a function that was deleted and created again: ETags then repeat. */
  readonly revision: string;
  /** ARN of its KeyValueStore. */
  readonly keyValueStore: string | undefined;
}

export interface MadeInvalidation {
  readonly distributionId: string;
  /** As given: `/images/*`, `/about`. */
  readonly paths: readonly string[];
}

/** A Lambda function's version, as it was created at Lambda's API. */
export interface LambdaVersion {
  readonly functionName: string;
  readonly version: string;
  /** `index.handler` */
  readonly handler: string;
  /** `nodejs22.x` */
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Of the zip, in base64, as Lambda reports it. */
  readonly codeSha256: string;
  /** A folder that the zip is unpacked in. */
  readonly directory: string;
}

/** Where the data plane finds the code of Lambda functions. */
export interface LambdaCode {
  /** @param arn of a version: `arn:aws:lambda:us-east-1:123456789012:function:name:3` */
  version(arn: string): Promise<LambdaVersion | undefined>;
}

/** The time, in milliseconds since 1970, as a test may set it. */
export type Clock = () => number;
