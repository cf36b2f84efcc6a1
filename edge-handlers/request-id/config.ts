import { z } from "zod";

/** The header that carries a request's id to the origin. */
export const config = z.strictObject({
  header: z
    .string()
    .regex(
      /^x-(?!amz-|edge-|accel-|cache|forwarded-|real-ip)[a-z0-9-]+$/,
      "a header of your own, in lower case, such as 'x-request-id'",
    )
    .default("x-request-id"),
  /**
   * The incoming ids that are kept: none, UUIDs (RFC 9562), or any of 8 to 128 letters, digits, '.', '_', '~', '=' and
   * '-'. A viewer can send whatever it likes: keep ids only where other systems of yours send them.
   */
  keep: z.enum(["none", "uuid", "token"]).default("none"),
});

export type Config = z.output<typeof config>;
