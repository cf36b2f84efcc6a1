import { z } from "zod";
import { originsOf } from "./origins.ts";

const origin = z
  .string()
  .regex(
    /^(\*|https?:\/\/(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?(:[1-9]\d{0,4})?)$/,
    "'*', or an origin as a browser sends it, such as 'https://app.example.com' or 'https://*.example.com'",
  );

const headerName = z.string().regex(/^[!#$%&'+.^_`|~0-9a-z-]+$/, "a header's name in lower case");

/** The sites whose scripts a browser lets read the responses. Shared by `cors` and `cors-preflight`. */
export const config = z
  .strictObject({
    /** Exact origins, `https://*.example.com` for all subdomains, or `*` alone for everyone. */
    origins: z.array(origin).min(1),
    /** True if requests may carry cookies. */
    credentials: z.boolean().default(false),
    methods: z
      .array(z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]))
      .min(1)
      .default(["GET", "HEAD"]),
    /** Request headers that scripts may set, beyond those that CORS always allows. */
    requestHeaders: z.array(headerName).default([]),
    /** Response headers that scripts may read, beyond those that CORS always allows. */
    exposedHeaders: z.array(headerName).default([]),
    /** How long a browser remembers a preflight's answer; a day at most, and Chromium caps it at two hours. */
    maxAgeSeconds: z.number().int().min(0).max(86_400).default(600),
  })
  .superRefine(({ origins, credentials }, context) => {
    const report = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
    const everyone = origins.includes("*");
    if (everyone && origins.length > 1) report("origins", "has '*', which is everyone: remove the others or the '*'");
    if (everyone && credentials) {
      report("credentials", "can't go with origins '*': a browser refuses that. List the origins");
    }
  })
  .transform((value) => ({
    origins: originsOf(value.origins),
    credentials: value.credentials,
    methods: value.methods.join(", "),
    requestHeaders: value.requestHeaders.join(", "),
    exposedHeaders: value.exposedHeaders.join(", "),
    maxAge: String(value.maxAgeSeconds),
  }));

export type Config = z.output<typeof config>;
