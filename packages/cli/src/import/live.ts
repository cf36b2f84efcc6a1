import type {
  CachePolicyConfig,
  DistributionConfig,
  OriginAccessControlConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from "@aws-sdk/client-cloudfront";

/** A CloudFront Function, as it is published. */
export interface LiveFunction {
  readonly name: string;
  readonly runtime: string;
  readonly code: string;
  /** The ARN of the KeyValueStore that it reads. */
  readonly store: string | undefined;
}

/** The version of a Lambda function that a distribution runs. */
export interface LiveLambda {
  readonly name: string;
  readonly runtime: string;
  /** The file and the export: `index.handler`. */
  readonly handler: string;
  readonly role: string;
  /** The files of its zip, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface LiveStore {
  readonly arn: string;
  readonly name: string;
  readonly entries: ReadonlyMap<string, string>;
}

/** A distribution with all that it refers to, as AWS's API returns it. */
export interface LiveDistribution {
  readonly id: string;
  readonly account: string;
  readonly config: DistributionConfig;
  readonly tags: Readonly<Record<string, string>>;
  /** By id; policies that AWS manages are not in them. */
  readonly cachePolicies: ReadonlyMap<string, CachePolicyConfig>;
  readonly originRequestPolicies: ReadonlyMap<string, OriginRequestPolicyConfig>;
  readonly responseHeadersPolicies: ReadonlyMap<string, ResponseHeadersPolicyConfig>;
  readonly accessControls: ReadonlyMap<string, OriginAccessControlConfig>;
  /** By ARN. */
  readonly functions: ReadonlyMap<string, LiveFunction>;
  /** By the ARN of the version. */
  readonly lambdas: ReadonlyMap<string, LiveLambda>;
  readonly stores: ReadonlyMap<string, LiveStore>;
}
