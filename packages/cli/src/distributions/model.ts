import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";

/** A distribution as it was synthesized, in the terms in which people speak of a request. */
export interface SynthesizedDistribution {
  /** The environment's key: `site`. */
  readonly key: string;
  /** The stack that holds it: `site-prod`. */
  readonly stack: string;
  readonly comment: string;
  /** True for the next version of a distribution, which gets a part of its requests until it is promoted. */
  readonly isCandidate: boolean;
  readonly aliases: readonly string[];
  readonly defaultRootObject?: string | undefined;
  readonly webAcl?: WebAcl | undefined;
  readonly countries?: { readonly type: "whitelist" | "blacklist"; readonly codes: readonly string[] } | undefined;
  readonly origins: readonly SynthesizedOrigin[];
  /** In the order in which CloudFront compares them; the default behavior is the last one. */
  readonly behaviors: readonly SynthesizedBehavior[];
  readonly errorPages: readonly ErrorPage[];
}

/** A web ACL with the rules that it compares a request with, in their order. */
export interface WebAcl {
  /** Its name, or the ARN of one that exists. */
  readonly name: string;
  /** Empty for one that exists. */
  readonly rules: readonly WebAclRule[];
}

export interface WebAclRule {
  readonly name: string;
  /** Of a rule about rates: the requests of one address, and the seconds in which they are counted. */
  readonly rate?: { readonly requests: number; readonly seconds: number } | undefined;
  /** True if a match is counted and the request goes on. */
  readonly onlyCounts: boolean;
}

export interface SynthesizedOrigin {
  readonly id: string;
  readonly kind: "s3" | "lambda" | "load-balancer" | "vpc" | "group" | "server";
  /** `` S3 bucket `prod-site-pages-123456789012` `` */
  readonly description: string;
  /** True if CloudFront signs its requests by origin access control. */
  readonly isSigned: boolean;
  /** The region of Origin Shield, a cache between the other caches and the origin. */
  readonly shield?: string | undefined;
  /** The `Cache-Control` of its files, the first that applies to a file; empty if only the origin knows. */
  readonly lifetimes: readonly FileLifetime[];
  /** Of a group: the ids of its members, and the statuses that make CloudFront ask the second one. */
  readonly members?: readonly string[] | undefined;
  readonly failoverStatuses?: readonly number[] | undefined;
}

/** The `Cache-Control` of some files of an origin. */
export interface FileLifetime {
  /** The beginning of the files' keys: `assets/`. Undefined for all other files. */
  readonly prefix?: string | undefined;
  /** Names the files for people, where no prefix does: `pages`. */
  readonly label?: string | undefined;
  readonly cacheControl: string;
}

export interface SynthesizedBehavior {
  /** `/members/*`; `*` for the default behavior. */
  readonly path: string;
  readonly isDefault: boolean;
  readonly viewerProtocol: "redirect-to-https" | "https-only" | "allow-all";
  readonly methods: readonly string[];
  readonly cachedMethods: readonly string[];
  /** The id of an origin or of a group of origins. */
  readonly origin: string;
  readonly functions: readonly AttachedFunction[];
  readonly cachePolicy: CachePolicy;
  /** The name of its origin request policy, and the parts of a request that it sends on, such as `all cookies`. */
  readonly originRequestPolicy?: { readonly name: string; readonly forwards: readonly string[] } | undefined;
  readonly responseHeadersPolicy?: { readonly name: string; readonly cacheControl?: string | undefined } | undefined;
  /** The names of the key groups that must have signed a request; empty if requests need no signature. */
  readonly keyGroups: readonly string[];
  readonly encryptsFields: boolean;
}

export interface AttachedFunction {
  readonly event: EdgeEvent;
  /** The name of its build: `redirects-country-router`; of a function that was built elsewhere, its name or ARN. */
  readonly name: string;
  readonly runtime: EdgeRuntime;
  /** The configured handlers that it is composed of, in order; empty if it was built elsewhere. */
  readonly handlers: readonly string[];
  readonly bytes?: number | undefined;
  readonly budgetBytes?: number | undefined;
  /** The headers of CloudFront's that it reads about the viewer. */
  readonly viewerHeaders: readonly string[];
  readonly includesBody: boolean;
}

export interface CachePolicy {
  /** `CachingOptimized`, or the id of a policy that exists. */
  readonly name: string;
  /** Undefined for a policy that exists: only AWS knows its content. */
  readonly content?: CachePolicyContent | undefined;
}

export interface CachePolicyContent {
  /** Seconds. */
  readonly ttl: { readonly least: number; readonly byDefault: number; readonly most: number };
  /** The encodings whose copies are cached apart: `gzip`, `br`. */
  readonly encodings: readonly string[];
  /** The parts of a request that the cache key has besides the path: `the header Origin`, `all cookies`. */
  readonly keyParts: readonly string[];
}

/** An answer of CloudFront's to errors of the origin. */
interface ErrorPage {
  readonly status: number;
  /** How long the error is cached, in seconds. */
  readonly seconds: number;
  readonly answer?: { readonly status: number; readonly page: string } | undefined;
}
