import { z } from "zod";
import { edgeEvent, edgeRuntime, requestView, responseView, sourcePosition } from "./http.ts";

/** The messages at one side of a stage: a request, a response, or both. */
const sides = z.object({ request: requestView.optional(), response: responseView.optional() });
export type Sides = z.output<typeof sides>;

/** Some lines of a source, around the one that matters. */
const sourceLines = z.object({
  at: sourcePosition,
  /** The number of the first line. */
  from: z.number(),
  lines: z.array(z.string()),
});
export type SourceLines = z.output<typeof sourceLines>;

const base = {
  /** The message before and after the stage; undefined where the stage has none. They are equal if it changed nothing. */
  before: sides.optional(),
  after: sides.optional(),
};

const viewerStage = z.object({
  kind: z.literal("viewer"),
  ...base,
  address: z.string(),
  country: z.string().optional(),
  countryName: z.string().optional(),
  city: z.string().optional(),
  device: z.string(),
  language: z.string().optional(),
  /** True if `x-loopback-viewer-*` headers say who the viewer is. */
  isSimulated: z.boolean(),
});

/** A behavior that was looked at, and why it was taken or passed over. */
const consideredBehavior = z.object({
  index: z.union([z.number(), z.literal("default")]),
  pathPattern: z.string(),
  decision: z.enum(["taken", "passed-over", "not-reached"]),
  why: z.string(),
  source: sourcePosition.optional(),
});
export type ConsideredBehavior = z.output<typeof consideredBehavior>;

const routingStage = z.object({
  kind: z.literal("routing"),
  ...base,
  /** How the host led to the distribution. */
  distribution: z.string(),
  /** In the distribution's order. */
  behaviors: z.array(consideredBehavior),
  /** The origin, or the origin group, that the behavior names. */
  origin: z.string().optional(),
});

/** CloudFront answered before a function or the cache was reached: a redirect to HTTPS, a web ACL, a missing signature. */
const accessStage = z.object({ kind: z.literal("access"), ...base, reason: z.string() });

/** A line that a function logged. */
const logLine = z.object({
  text: z.string(),
  /** The author's line that logged it, where the source map says so. */
  source: sourceLines.optional(),
});
export type LogLine = z.output<typeof logLine>;

const functionStage = z.object({
  kind: edgeEvent,
  ...base,
  function: z.object({ name: z.string(), arn: z.string(), runtime: edgeRuntime }),
  /** The result: it went on with a request or response, answered the request itself, or failed. */
  result: z.enum(["request", "response", "failure"]),
  exception: z
    .object({
      message: z.string(),
      /** The author's lines, the innermost first; empty without a source map. */
      frames: z.array(sourceLines),
    })
    .optional(),
  logs: z.array(logLine),
  /** Values of the result that CloudFront ignores: one sentence each. */
  warnings: z.array(z.string()),
  /** The access log's field that the function wrote. */
  logData: z.object({ field: z.string(), value: z.string() }).optional(),
  durationMs: z.number(),
  /** CloudFront Functions: an estimate of the share of the allowed time, from 0 to 100. */
  computeUtilization: z.number().optional(),
  /** Lambda@Edge: a new environment was started. */
  coldStart: z.boolean().optional(),
  /** The function's code, or the entries of its KeyValueStore, were ahead of Terraform. */
  ahead: z.boolean(),
});

/** One part of a cache key. */
export const keyPart = z.object({
  /** `path`, `query parameter page`, `header accept-language`, `cookie lang`, … */
  part: z.string(),
  /** Masked if it is a secret. */
  value: z.string(),
  /** Its origin: a policy, or CloudFront itself, which adds it to every key. */
  by: z.object({
    kind: z.enum(["cloudfront", "cache-policy", "legacy-settings"]),
    id: z.string().optional(),
    name: z.string(),
  }),
});
export type KeyPart = z.output<typeof keyPart>;

const cacheKeyStage = z.object({ kind: z.literal("cache-key"), ...base, parts: z.array(keyPart) });

const cacheStage = z.object({
  kind: z.literal("cache"),
  ...base,
  outcome: z.enum(["hit", "miss", "refresh", "stale", "not-cacheable"]),
  /** Such as `fresh for 6 s more`, `no entry`, `expired 3 s ago (max-age=10)`. */
  reason: z.string(),
  /** The entry that was found, fresh or not. */
  entry: z
    .object({
      id: z.string(),
      /** Seconds, as the `Age` header counts them. */
      age: z.number(),
      /** Seconds for which it is fresh from when it was stored. */
      ttl: z.number(),
      /** The header or setting that decided the TTL: `max-age=10`, `no max-age or Expires: the default TTL`. */
      decidedBy: z.string(),
    })
    .optional(),
  /** For a miss: the entry of the same distribution whose key differs least. */
  nearest: z
    .object({
      id: z.string(),
      path: z.string(),
      differences: z.array(z.object({ part: z.string(), here: z.string().optional(), there: z.string().optional() })),
    })
    .optional(),
});

/** One attempt at an origin. */
const originAttempt = z.object({
  originId: z.string(),
  method: z.string(),
  /** The full URL that the origin has in the deployment, not its address on this machine. */
  url: z.string(),
  request: requestView,
  response: responseView.optional(),
  failure: z.string().optional(),
  /** Milliseconds until there was a connection; undefined if one was reused. */
  connectMs: z.number().optional(),
  durationMs: z.number().optional(),
  /** Why another attempt followed, at the same origin or at the next one of the group. */
  failover: z.string().optional(),
});
export type OriginAttempt = z.output<typeof originAttempt>;

/** All attempts at origins. `before` has the request as the cache passed it on, `after` what the last origin was sent. */
const originStage = z.object({
  kind: z.literal("origin"),
  ...base,
  /** The origin group, if the behavior names one. */
  group: z.string().optional(),
  attempts: z.array(originAttempt),
});

const storedStage = z.object({
  kind: z.literal("stored"),
  ...base,
  stored: z.boolean(),
  /** Seconds; undefined if it was not stored. */
  seconds: z.number().optional(),
  /** The header or setting that decided it. */
  reason: z.string(),
});

const answerStage = z.object({
  kind: z.literal("answer"),
  ...base,
  xCache: z.string(),
  bytes: z.number(),
  durationMs: z.number(),
  /** True if the viewer went away, or the origin broke off. */
  aborted: z.boolean(),
  /** Why CloudFront itself made the answer, if it did. */
  note: z.string().optional(),
});

export const stage = z.discriminatedUnion("kind", [
  viewerStage,
  routingStage,
  accessStage,
  functionStage,
  cacheKeyStage,
  cacheStage,
  originStage,
  storedStage,
  answerStage,
]);
export type Stage = z.output<typeof stage>;
export type FunctionStage = z.output<typeof functionStage>;
export type CacheStage = z.output<typeof cacheStage>;
