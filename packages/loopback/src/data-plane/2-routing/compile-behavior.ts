import type {
  CacheBehavior,
  CachePolicyConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from "@aws-sdk/client-cloudfront";
import type { EdgeEvent } from "@featheredge/aws-rules";
import { compileResponseHeadersPolicy } from "../9-answer/response-headers-policy.ts";
import type { Behavior, EdgeFunction, Forwarding } from "../base/behavior.ts";
import { legacyRules, policyRules } from "./policy-rules.ts";

/** The configs of a behavior's policies. */
export interface BehaviorPolicies {
  readonly cache: CachePolicyConfig | undefined;
  readonly originRequest: OriginRequestPolicyConfig | undefined;
  readonly responseHeaders: ResponseHeadersPolicyConfig | undefined;
}

const readMethods = ["GET", "HEAD"];

/** Reads a behavior's config and its policies. */
export function compileBehavior(
  config: Omit<CacheBehavior, "PathPattern"> & { PathPattern?: string | undefined },
  index: number | "default",
  policies: BehaviorPolicies,
): Behavior {
  const { ttl, key, forwarding, uncacheable } =
    policies.cache === undefined ? legacyRules(config) : policyRules(policies.cache, policies.originRequest);
  const forwardsCookies = key.cookies.kind !== "none" || forwarding.cookies.kind !== "none";
  return {
    index,
    pathPattern: config.PathPattern ?? "*",
    targetOriginId: config.TargetOriginId ?? "",
    viewerProtocol: config.ViewerProtocolPolicy ?? "allow-all",
    methods: new Set(config.AllowedMethods?.Items ?? readMethods),
    cachedMethods: new Set(config.AllowedMethods?.CachedMethods?.Items ?? readMethods),
    ttl: uncacheable ? { minTtl: 0, defaultTtl: 0, maxTtl: 0 } : ttl,
    key,
    forwarding,
    viewerHeaders: new Set(
      [...key.headers, ...forwardedNames(forwarding)].filter((name) => name.startsWith("cloudfront-")),
    ),
    collapses: !uncacheable && ttl.maxTtl > 0 && !forwardsCookies,
    functions: compileFunctions(config),
    keyGroups: config.TrustedKeyGroups?.Enabled === true ? (config.TrustedKeyGroups.Items ?? []) : [],
    trustsSigners: config.TrustedSigners?.Enabled === true,
    compress: config.Compress === true,
    encryptsFields: Boolean(config.FieldLevelEncryptionId),
    takesGrpc: config.GrpcConfig?.Enabled === true,
    responseHeaders: policies.responseHeaders && compileResponseHeadersPolicy(policies.responseHeaders),
  };
}

function forwardedNames({ headers }: Forwarding): Iterable<string> {
  return headers === "legacy" || headers.kind === "allExcept" ? [] : headers.names;
}

function compileFunctions(config: Omit<CacheBehavior, "PathPattern">): Behavior["functions"] {
  const functions: Partial<Record<EdgeEvent, EdgeFunction>> = {};
  for (const { FunctionARN: arn, EventType: event } of config.FunctionAssociations?.Items ?? []) {
    if (arn && event) functions[event] = { runtime: "cloudfront-function", arn, includeBody: false };
  }
  for (const { LambdaFunctionARN: arn, EventType: event, IncludeBody } of config.LambdaFunctionAssociations?.Items ??
    []) {
    if (arn && event) functions[event] = { runtime: "lambda-at-edge", arn, includeBody: IncludeBody === true };
  }
  return functions;
}
