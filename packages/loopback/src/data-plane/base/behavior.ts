import type { ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";
import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { HeaderList } from "../http/headers.ts";
import type { NameFilter } from "../http/names.ts";

/** A cache behavior, compiled from its config and policies once, not for each request. */
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
  /** True if concurrent requests with the same cache key wait for the first one's answer. */
  readonly collapses: boolean;
  readonly functions: Readonly<Partial<Record<EdgeEvent, EdgeFunction>>>;
  readonly keyGroups: readonly string[];
  /** True if `TrustedSigners` is enabled, the legacy way to restrict access, by AWS accounts. */
  readonly trustsSigners: boolean;
  readonly compress: boolean;
  /** True if fields of forms are encrypted, which the loopback does not emulate. */
  readonly encryptsFields: boolean;
  /** True if gRPC requests are sent on, which the loopback does not emulate. */
  readonly takesGrpc: boolean;
  readonly responseHeaders: ResponseHeadersRules | undefined;
}

/** A function that a behavior associates with an event. */
export interface EdgeFunction {
  readonly runtime: EdgeRuntime;
  readonly arn: string;
  readonly includeBody: boolean;
}

/** TTLs in seconds, from a cache policy or from a behavior's legacy settings. */
export interface TtlRules {
  readonly minTtl: number;
  readonly defaultTtl: number;
  readonly maxTtl: number;
}

/** The parts of a request that a cache policy, or a behavior's legacy settings, put into the cache key. */
export interface KeyRules {
  /** Header names in lower case, sorted. */
  readonly headers: readonly string[];
  readonly cookies: NameFilter;
  readonly query: NameFilter;
  readonly gzip: boolean;
  readonly brotli: boolean;
}

/** The parts of a viewer's request that are sent to the origin in addition to those in the cache key. */
export interface Forwarding {
  /** `legacy`: all, except those that CloudFront removes unless they are in the key. */
  readonly headers: NameFilter | "legacy";
  readonly cookies: NameFilter;
  readonly query: NameFilter;
}

/** A response headers policy, compiled once, not for each request. */
export interface ResponseHeadersRules {
  /** Names of removed headers, in lower case. */
  readonly removed: ReadonlySet<string>;
  readonly cors: { readonly headers: CorsHeaders; readonly overrides: boolean } | undefined;
  /** Security and custom headers. */
  readonly added: readonly AddedHeader[];
  readonly serverTiming: ResponseHeadersPolicyConfig["ServerTimingHeadersConfig"];
}

export interface AddedHeader {
  readonly name: string;
  readonly value: string;
  /** True if it replaces the origin's header; otherwise the origin's header is kept. */
  readonly overrides: boolean;
}

/**
 * Computes the headers that a policy adds to the answer to a CORS request, which is a request with `Origin`.
 * @param viewer the viewer's headers
 */
export type CorsHeaders = (method: string, viewer: HeaderList) => HeaderList;
