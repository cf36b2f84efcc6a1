import { z } from "zod";
import { edgeEvent, edgeRuntime, sourcePosition } from "./http.ts";
import { keyPart } from "./stages.ts";

const policy = z.object({ id: z.string(), name: z.string() });

/** A cache behavior of a distribution. */
const behavior = z.object({
  index: z.union([z.number(), z.literal("default")]),
  pathPattern: z.string(),
  /** The id of an origin or an origin group. */
  origin: z.string(),
  viewerProtocol: z.string(),
  methods: z.array(z.string()),
  compress: z.boolean(),
  functions: z.array(z.object({ event: edgeEvent, name: z.string(), runtime: edgeRuntime })),
  cachePolicy: policy.optional(),
  originRequestPolicy: policy.optional(),
  responseHeadersPolicy: policy.optional(),
  /** Seconds. */
  ttl: z.object({ min: z.number(), default: z.number(), max: z.number() }),
  /** Parts that are in every key, and those that the policy adds: `path`, `header accept-language`. */
  keyParts: z.array(z.string()),
  source: sourcePosition.optional(),
});
export type Behavior = z.output<typeof behavior>;

export const distributionSummary = z.object({
  id: z.string(),
  /** Its comment, or its domain name without one. */
  name: z.string(),
  domainName: z.string(),
  aliases: z.array(z.string()),
  enabled: z.boolean(),
  /** The id of the primary, for the staging distribution of a continuous deployment. */
  stagingOf: z.string().optional(),
  /** Where it is served on this machine. */
  url: z.string(),
  behaviorCount: z.number(),
});
export type DistributionSummary = z.output<typeof distributionSummary>;

export const distributionDetail = distributionSummary.extend({
  behaviors: z.array(behavior),
  functions: z.array(z.object({ name: z.string(), arn: z.string(), runtime: edgeRuntime })),
  origins: z.array(
    z.object({
      id: z.string(),
      domainName: z.string(),
      path: z.string(),
      kind: z.enum(["s3", "custom", "vpc", "function-url", "media"]),
      /** The ids of the origin groups that it is in. */
      groups: z.array(z.string()),
      /** Names of the custom headers that CloudFront sends; their values are often secrets. */
      customHeaders: z.array(z.string()),
    }),
  ),
  originGroups: z.array(z.object({ id: z.string(), members: z.array(z.string()), statuses: z.array(z.number()) })),
  policies: z.array(
    z.object({
      kind: z.enum(["cache", "origin-request", "response-headers"]),
      id: z.string(),
      name: z.string(),
      config: z.unknown(),
    }),
  ),
  errorPages: z.array(
    z.object({
      status: z.number(),
      path: z.string().optional(),
      answer: z.number().optional(),
      cachedSeconds: z.number(),
    }),
  ),
});
export type DistributionDetail = z.output<typeof distributionDetail>;

export const functionSummary = z.object({
  /** The deployed name. */
  name: z.string(),
  arn: z.string(),
  runtime: edgeRuntime,
  /** `cloudfront-js-2.0`, `nodejs22.x`. */
  language: z.string(),
  /** Bytes of the deployed code. */
  bytes: z.number(),
  /** The greatest of the last runs: an estimate of the share of the allowed time, from 0 to 100. */
  computeUtilization: z.number().optional(),
  /** Milliseconds: the mean of the last runs. */
  meanMs: z.number().optional(),
  /** How many of the kept requests ran it. */
  runs: z.number(),
  associations: z.array(z.object({ distribution: z.string(), pathPattern: z.string(), event: edgeEvent })),
  ahead: z.boolean(),
});
export type FunctionSummary = z.output<typeof functionSummary>;

/** A file of a function's source. */
const sourceFile = z.object({ file: z.string(), text: z.string() });

export const functionDetail = functionSummary.extend({
  /** `LIVE` and `DEVELOPMENT` of a CloudFront Function; the versions of a Lambda function. */
  versions: z.array(z.object({ name: z.string(), bytes: z.number().optional(), modified: z.string().optional() })),
  /** The deployed code: the file, or the entry file of the zip. Secret values of configs are masked. */
  code: z.string().optional(),
  /** The handlers that it was made of, the first one first; empty without a project. */
  sources: z.array(sourceFile),
  /** Why it runs where it runs; empty without a project. */
  placement: z.array(z.string()),
});
export type FunctionDetail = z.output<typeof functionDetail>;

export const keyValueStore = z.object({
  name: z.string(),
  id: z.string(),
  arn: z.string(),
  keys: z.number(),
  bytes: z.number(),
  /** Names of the functions that read it. */
  functions: z.array(z.string()),
  ahead: z.boolean(),
});
export type KeyValueStore = z.output<typeof keyValueStore>;

/** An entry. Secrets in its value are masked: such a value can only be replaced as a whole. */
export const keyValueEntry = z.object({ key: z.string(), value: z.string() });
export type KeyValueEntry = z.output<typeof keyValueEntry>;

export const cacheEntry = z.object({
  id: z.string(),
  distribution: z.string(),
  path: z.string(),
  key: z.array(keyPart.omit({ by: true })),
  status: z.number(),
  contentType: z.string().optional(),
  bytes: z.number(),
  /** Milliseconds since 1970. */
  storedAt: z.number(),
  /** Seconds. */
  age: z.number(),
  /** Seconds until it expires; negative if it has expired. */
  freshFor: z.number(),
  reason: z.string(),
});
export type CacheEntry = z.output<typeof cacheEntry>;

export const invalidation = z.object({
  id: z.string(),
  distribution: z.string(),
  /** Milliseconds since 1970. */
  created: z.number(),
  status: z.enum(["InProgress", "Completed"]),
  paths: z.array(z.string()),
});
export type Invalidation = z.output<typeof invalidation>;
