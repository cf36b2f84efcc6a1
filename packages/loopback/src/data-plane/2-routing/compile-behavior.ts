import type {
  CacheBehavior,
  CachePolicyConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from "@aws-sdk/client-cloudfront";
import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { TtlRules } from "../5-cache/freshness.ts";
import type { KeyRules } from "../5-cache/key.ts";
import { compileResponseHeadersPolicy, type ResponseHeadersRules } from "../9-answer/response-headers-policy.ts";
import { type Forwarding, legacyRules, policyRules } from "./policy-rules.ts";

/** Everything of a behavior that requests need, read once from its config and policies. */
export interface Behavior {
  readonly index: number | "default";
  readonly pathPattern: string;
  readonly targetOriginId: string;
  readonly viewerProtocol: "allow-all" | "https-only" | "redirect-to-https";
  readonly methods: ReadonlySet<string>;
  readonly cachedMethods: ReadonlySet<string>;
  readonly ttl: TtlRules;
  readonly key: KeyRules;
  readonly forwarding: Forwarding;
  /** The `CloudFront-*` headers that policies ask for, in lower case. */
  readonly viewerHeaders: ReadonlySet<string>;
  /** Whether concurrent requests of one key wait for the first one's answer. */
  readonly collapses: boolean;
  readonly functions: Readonly<Partial<Record<EdgeEvent, EdgeFunction>>>;
  readonly keyGroups: readonly string[];
  /** The legacy way of restricting access, by accounts. */
  readonly trustsSigners: boolean;
  readonly compress: boolean;
  readonly responseHeaders: ResponseHeadersRules | undefined;
}

export interface EdgeFunction {
  readonly runtime: EdgeRuntime;
  readonly arn: string;
  readonly includeBody: boolean;
}

export interface BehaviorPolicies {
  readonly cache: CachePolicyConfig | undefined;
  readonly originRequest: OriginRequestPolicyConfig | undefined;
  readonly responseHeaders: ResponseHeadersPolicyConfig | undefined;
}

const readMethods = ["GET", "HEAD"];

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
