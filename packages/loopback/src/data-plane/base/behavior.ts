import type { ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";
import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { HeaderList } from "../http/headers.ts";
import type { NameFilter } from "../http/names.ts";

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

/** Seconds, from a cache policy or from a behavior's legacy settings. */
export interface TtlRules {
  readonly minTtl: number;
  readonly defaultTtl: number;
  readonly maxTtl: number;
}

/** What a cache policy, or a behavior's legacy settings, put into the key. */
export interface KeyRules {
  /** In lower case, sorted. */
  readonly headers: readonly string[];
  readonly cookies: NameFilter;
  readonly query: NameFilter;
  readonly gzip: boolean;
  readonly brotli: boolean;
}

/** What of a viewer's request goes on to the origin, beside what is in the cache key. */
export interface Forwarding {
  /** `legacy`: all but those that CloudFront takes out unless they are in the key. */
  readonly headers: NameFilter | "legacy";
  readonly cookies: NameFilter;
  readonly query: NameFilter;
}

/** A response headers policy, read once. */
export interface ResponseHeadersRules {
  /** In lower case. */
  readonly removed: ReadonlySet<string>;
  readonly cors: { readonly headers: CorsHeaders; readonly overrides: boolean } | undefined;
  /** Security and custom headers. */
  readonly added: readonly AddedHeader[];
  readonly serverTiming: ResponseHeadersPolicyConfig["ServerTimingHeadersConfig"];
}

export interface AddedHeader {
  readonly name: string;
  readonly value: string;
  /** Takes the place of the origin's; else the origin's stays. */
  readonly overrides: boolean;
}

/**
 * The headers that a policy adds to the answer to a CORS request, which is one with an Origin.
 * @param viewer headers of the request
 */
export type CorsHeaders = (method: string, viewer: HeaderList) => HeaderList;
