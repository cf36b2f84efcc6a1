import { z } from "zod";

/** Gives each visitor an id, for `ab-test`. */
export const config = z.strictObject({
  cookie: z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a cookie's name is an RFC 6265 token"),
  /** Browsers keep a cookie 400 days at most. */
  maxAgeDays: z.number().int().min(1).max(400).default(90),
  /** The host and all below it. By default the host alone. */
  domain: z
    .string()
    .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "a host name in lower case, such as 'example.com'")
    .optional(),
});

export type Config = z.output<typeof config>;
