import type {
  CachePolicyConfig,
  ContinuousDeploymentPolicyConfig,
  DistributionConfig,
  OriginAccessControlConfig,
  OriginRequestPolicyConfig,
  RealtimeLogConfig,
  ResponseHeadersPolicyConfig,
  VpcOriginEndpointConfig,
} from "@aws-sdk/client-cloudfront";
import type { FunctionRuntime } from "@featheredge/aws-rules";

/**
 * The resources that the control plane has deployed. The data plane reads them again for each request, so that a change
 * takes effect with the next request. They are read-only: a change replaces an object and never mutates it.
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
  /** The LIVE stage of a function, which distributions run; undefined when the function was never published. */
  cloudFrontFunction(arn: string): PublishedFunction | undefined;
  /** The entries of a KeyValueStore. Each change replaces the map. */
  keyValueStore(arn: string): ReadonlyMap<string, string> | undefined;
  /** The ARNs of the versions of Lambda functions that distributions run. */
  lambdaVersions(): ReadonlySet<string>;
  /** The public keys of a key group, in PEM, by the ids of the keys. */
  keyGroup(id: string): ReadonlyMap<string, string> | undefined;
  /** The destinations of a distribution's standard logs, by the distribution's ARN. */
  accessLogDeliveries(arn: string): readonly AccessLogDelivery[];
  /** A real-time log configuration, by its ARN. */
  realtimeLogConfig(arn: string): RealtimeLogConfig | undefined;
  /** Adds a listener that is called with each new invalidation. @returns a function that removes the listener */
  onInvalidation(listener: (invalidation: MadeInvalidation) => void): () => void;
}

/** A distribution to serve. It may be disabled, and its deployment may still be in progress. */
export interface DeployedDistribution {
  readonly id: string;
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
  /** `d111111abcdef8.cloudfront.net` */
  readonly domainName: string;
  /** Changes with each change of the config, so that values derived from the config can be cached by it. */
  readonly etag: string;
  readonly config: DistributionConfig;
  /** The id of the primary, if this is the staging distribution of a continuous deployment. */
  readonly primaryId?: string | undefined;
}

/** The aliases of all distributions, as they were configured: `www.example.com`, `*.example.com`. */
export function* aliasesOf({ distributions }: Pick<Deployment, "distributions">): Generator<string> {
  for (const { config } of distributions) yield* config.Aliases?.Items ?? [];
}

export interface PublishedFunction {
  readonly name: string;
  readonly code: string;
  readonly runtime: FunctionRuntime;
  /** Unique to each publication. Unlike the ETag, it does not repeat when a function is deleted and created again. */
  readonly revision: string;
  /** The ARN of the function's KeyValueStore. */
  readonly keyValueStore: string | undefined;
}

/** A destination of standard logs, with the format in which it gets them. */
export interface AccessLogDelivery {
  /** Twelve digits. */
  readonly account: string;
  readonly type: "S3" | "CWL" | "FH";
  /** The ARN of the bucket, perhaps with a prefix, or of the log group. */
  readonly resourceArn: string;
  readonly outputFormat: string;
  readonly recordFields: readonly string[];
  readonly fieldDelimiter: string;
  readonly suffixPath: string;
  readonly enableHiveCompatiblePath: boolean;
}

export interface MadeInvalidation {
  readonly distributionId: string;
  /** The paths as they were requested: `/images/*`, `/about`. */
  readonly paths: readonly string[];
}

/** A version of a Lambda function, with the settings that Lambda's API reports. */
export interface LambdaVersion {
  readonly functionName: string;
  readonly version: string;
  /** `index.handler` */
  readonly handler: string;
  /** `nodejs22.x` */
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** The SHA-256 of the zip, in base64, as Lambda reports it. */
  readonly codeSha256: string;
  /** The folder that the zip is unpacked in. */
  readonly directory: string;
  /** The function's own environment variables. @default none */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

/** Finds the code of Lambda functions for the data plane. */
export interface LambdaCode {
  /** @param arn - The ARN of a version: `arn:aws:lambda:us-east-1:123456789012:function:name:3` */
  version(arn: string): Promise<LambdaVersion | undefined>;
}

/** The time, in milliseconds since 1970, as a test may set it. */
export type Clock = () => number;
