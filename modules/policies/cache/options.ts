import { z } from "zod";
import { cookiesConfig, headers, policyComment, policyName, queryStringsConfig } from "../forwarded-names.ts";

const seconds = z.number().int().min(0);

/**
 * A cache policy: how long CloudFront keeps objects, and which parts of a request, besides host and path, distinguish
 * them. The same parts are sent to the origin.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
 */
export const cachePolicyOptions = z.strictObject({
  /** A part of the policy's name in AWS, between the stack's and a hash of the content. @default cache */
  name: policyName.default("cache"),
  /** Shown in AWS's console. @default none */
  comment: policyComment.optional(),
  /** Seconds that CloudFront keeps an object at least, whatever the origin says. @default 0 */
  minTtl: seconds.default(0),
  /** Seconds that it keeps an object of which the origin says nothing. @default a day, or the nearest that the other two allow */
  defaultTtl: seconds.optional(),
  /** Seconds that it keeps an object at most. With 0, nothing is cached. @default a year, or defaultTtl if that is longer */
  maxTtl: seconds.optional(),
  /** The headers that distinguish objects. @default none */
  headersConfig: z
    .discriminatedUnion("headerBehavior", [
      z.strictObject({ headerBehavior: z.literal("none") }),
      z.strictObject({ headerBehavior: z.literal("whitelist"), headers }),
    ])
    .default({ headerBehavior: "none" }),
  /** The cookies that distinguish objects. @default none */
  cookiesConfig: cookiesConfig.default({ cookieBehavior: "none" }),
  /** The query parameters that distinguish objects. @default none */
  queryStringsConfig: queryStringsConfig.default({ queryStringBehavior: "none" }),
  /**
   * Cache an object compressed by gzip apart, for viewers that accept it; a behavior's `compress` compresses for these.
   * @default true, or false if nothing is cached
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
   */
  enableAcceptEncodingGzip: z.boolean().optional(),
  /** The same for Brotli, which CloudFront prefers. @default true, or false if nothing is cached */
  enableAcceptEncodingBrotli: z.boolean().optional(),
});

export type CachePolicyOptions = z.input<typeof cachePolicyOptions>;
