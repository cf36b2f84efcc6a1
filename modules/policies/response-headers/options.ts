import { referrerPolicies } from "@featheredge/aws-rules";
import { z } from "zod";
import { headerName, policyComment, policyName } from "../forwarded-names.ts";

const text = z.string();
/** True if the value replaces the origin's header of that name; otherwise it is set where the origin has none. */
const override = z.boolean();

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#understanding-response-headers-policies-cors */
const corsConfig = z.strictObject({
  /** Origins, hosts with `*` as their leftmost part, or `*`: `["https://*.example.com"]`. */
  accessControlAllowOrigins: z
    .array(text.regex(/^\S+$/, "an origin without spaces, such as 'https://example.com'"))
    .min(1)
    .readonly(),
  /** The methods of a preflight's answer. @default ["GET", "HEAD"] */
  accessControlAllowMethods: z
    .array(z.enum(["GET", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "ALL"]))
    .min(1)
    .readonly()
    .default(["GET", "HEAD"]),
  /** The request headers of a preflight's answer. @default ["*"] */
  accessControlAllowHeaders: z.array(headerName).min(1).readonly().default(["*"]),
  /** The response headers that scripts may read. @default none besides those that browsers always allow */
  accessControlExposeHeaders: z.array(headerName).min(1).readonly().optional(),
  /** Allow requests with cookies. Browsers then take no `*` in the other settings. @default false */
  accessControlAllowCredentials: z.boolean().default(false),
  /** Seconds that a browser keeps a preflight's answer. @default 600 */
  accessControlMaxAgeSec: z.number().int().min(0).default(600),
  /** Replace the origin's CORS headers. @default true */
  originOverride: z.boolean().default(true),
});

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#understanding-response-headers-policies-security */
const securityHeadersConfig = z.strictObject({
  /** `Content-Security-Policy`. @default none */
  contentSecurityPolicy: z
    .strictObject({ contentSecurityPolicy: text.min(1), override: override.default(true) })
    .optional(),
  /** `X-Content-Type-Options: nosniff`. @default none */
  contentTypeOptions: z.strictObject({ override: override.default(true) }).optional(),
  /** `X-Frame-Options`. @default none */
  frameOptions: z
    .strictObject({ frameOption: z.enum(["DENY", "SAMEORIGIN"]), override: override.default(true) })
    .optional(),
  /** `Referrer-Policy`. @default none */
  referrerPolicy: z
    .strictObject({
      referrerPolicy: z.enum(referrerPolicies),
      override: override.default(true),
    })
    .optional(),
  /** `Strict-Transport-Security`. @default none */
  strictTransportSecurity: z
    .strictObject({
      /** Seconds that browsers use HTTPS only. @default 31_536_000, a year */
      accessControlMaxAgeSec: z.number().int().min(0).default(31_536_000),
      /** @default false */
      includeSubdomains: z.boolean().default(false),
      /** @default false */
      preload: z.boolean().default(false),
      override: override.default(true),
    })
    .optional(),
  /** `X-XSS-Protection`, which current browsers ignore. @default none */
  xssProtection: z
    .strictObject({
      protection: z.boolean(),
      /** @default false */
      modeBlock: z.boolean().default(false),
      /** Where a browser reports an attack; not with modeBlock. @default none */
      reportUri: text.optional(),
      override: override.default(true),
    })
    .optional(),
});

/**
 * A response headers policy: headers that CloudFront removes from responses, and then those that it adds. The cache keeps
 * the origin's headers.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export const responseHeadersPolicyOptions = z.strictObject({
  /** A part of the policy's name in AWS, between the stack's and a hash of the content. @default response-headers */
  name: policyName.default("response-headers"),
  /** Shown in AWS's console. @default none */
  comment: policyComment.optional(),
  /** Answers to scripts of other origins. @default none */
  corsConfig: corsConfig.optional(),
  /** Headers of your own. @default none */
  customHeadersConfig: z
    .array(z.strictObject({ header: headerName, value: text, override: override.default(true) }))
    .min(1)
    .readonly()
    .optional(),
  /** Names of headers that viewers don't get. @default none */
  removeHeadersConfig: z.array(headerName).min(1).readonly().optional(),
  /** @default none */
  securityHeadersConfig: securityHeadersConfig.optional(),
  /** `Server-Timing`, with what CloudFront measured. @default none */
  serverTimingHeadersConfig: z
    .strictObject({
      /** @default true */
      enabled: z.boolean().default(true),
      /** Percent of the responses that have it; a request with `Pragma: server-timing` always gets it. */
      samplingRate: z.number().min(0).max(100),
    })
    .optional(),
});

export type ResponseHeadersPolicyOptions = z.input<typeof responseHeadersPolicyOptions>;
