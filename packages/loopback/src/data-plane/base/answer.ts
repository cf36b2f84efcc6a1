import type { HeaderList } from "../http/headers.ts";
import type { Body } from "./body.ts";

/** A response to a viewer, without the headers that CloudFront adds to every response. */
export interface Answer {
  readonly status: number;
  readonly statusText?: string | undefined;
  readonly headers: HeaderList;
  readonly body?: Body | undefined;
  readonly xCache: string;
  /** Seconds; set if the answer comes from the cache. */
  readonly age?: number | undefined;
  /** True if the connection is closed after it. */
  readonly close?: boolean | undefined;
  /** True if no viewer-response function runs, since CloudFront or a viewer-request function made the answer. */
  readonly final?: boolean | undefined;
}

/** CloudFront's values of the `X-Cache` header. */
export const xCache = {
  hit: "Hit from cloudfront",
  miss: "Miss from cloudfront",
  refreshHit: "RefreshHit from cloudfront",
  error: "Error from cloudfront",
  redirect: "Redirect from cloudfront",
  cloudFrontFunction: "FunctionGeneratedResponse from cloudfront",
  lambda: "LambdaGeneratedResponse from cloudfront",
} as const;
