import { z } from "zod";
import { checkPolicy } from "./content-security-policy.ts";
import { mayStrip } from "./strippable.ts";

const year = 31_536_000;

const strictTransportSecurity = z
  .strictObject({
    maxAgeSeconds: z.number().int().nonnegative().default(year),
    includeSubDomains: z.boolean().default(true),
    /** Asks browsers to build the site into their lists, which can't be undone for months. */
    preload: z.boolean().default(false),
  })
  .refine((value) => !value.preload || (value.includeSubDomains && value.maxAgeSeconds >= year), {
    path: ["preload"],
    message: `needs includeSubDomains and maxAgeSeconds of ${year} or more (https://hstspreload.org)`,
  });

const source = z.string().regex(/^[!-+\--:<-~]+$/, "one source, such as \"'self'\": without space, ',' or ';'");
const allowed = z.string().regex(/^(self|\*|https:\/\/[^\s",;()]+)$/, "'self', '*' or an https origin");

const stripped = z
  .string()
  .regex(/^[!#$%&'+.^_`|~0-9a-z-]+\*?$/, "a header's name in lower case, or the start of names before a '*'")
  .refine(mayStrip, "takes a header that CloudFront lets no function remove at viewer response: narrow it");

/** The config as an environment writes it, with its defaults. */
export const settings = z.strictObject({
  strictTransportSecurity: strictTransportSecurity.nullable().prefault({}),
  /** Sources by directive: `{ "default-src": ["'self'"] }`. */
  contentSecurityPolicy: z
    .record(z.string().regex(/^[a-z-]+$/, "a directive, such as 'default-src'"), z.array(source))
    .superRefine(checkPolicy)
    .optional(),
  referrerPolicy: z
    .enum(["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"])
    .nullable()
    .default("strict-origin-when-cross-origin"),
  contentTypeOptions: z.enum(["nosniff"]).nullable().default("nosniff"),
  frameOptions: z.enum(["DENY", "SAMEORIGIN"]).nullable().default("DENY"),
  /** The origins that may use a feature: `{ camera: [], geolocation: ["self"] }`. */
  permissionsPolicy: z
    .record(z.string().regex(/^[a-z-]+$/, "a feature, such as 'camera'"), z.array(allowed))
    .optional(),
  crossOriginOpenerPolicy: z.enum(["same-origin", "same-origin-allow-popups", "unsafe-none"]).optional(),
  crossOriginResourcePolicy: z.enum(["same-origin", "same-site", "cross-origin"]).optional(),
  crossOriginEmbedderPolicy: z.enum(["require-corp", "credentialless", "unsafe-none"]).optional(),
  /** Headers that reveal the origin; a name that ends in `*` means all that begin with it. */
  strip: z
    .array(stripped)
    .default([
      "server",
      "x-powered-by",
      "x-aspnet-version",
      "x-aspnetmvc-version",
      "x-generator",
      "x-amz-*",
      "x-amzn-*",
    ]),
});

export type Settings = z.output<typeof settings>;
