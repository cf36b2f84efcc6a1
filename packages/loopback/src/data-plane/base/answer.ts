import type { HeaderList } from "../http/headers.ts";
import type { Body } from "./body.ts";

/** What a viewer is to get, before the headers that CloudFront adds to every response. */
export interface Answer {
  readonly status: number;
  readonly statusText?: string | undefined;
  readonly headers: HeaderList;
  readonly body?: Body | undefined;
  readonly xCache: string;
  /** Seconds, where the answer comes from the cache. */
  readonly age?: number | undefined;
  /** Ends the connection after it. */
  readonly close?: boolean | undefined;
  /** Viewer-response functions do not run: CloudFront or a viewer-request function made the answer. */
  readonly final?: boolean | undefined;
}

export const xCache = {
  hit: "Hit from cloudfront",
  miss: "Miss from cloudfront",
  refreshHit: "RefreshHit from cloudfront",
  error: "Error from cloudfront",
  redirect: "Redirect from cloudfront",
  cloudFrontFunction: "FunctionGeneratedResponse from cloudfront",
  lambda: "LambdaGeneratedResponse from cloudfront",
} as const;
