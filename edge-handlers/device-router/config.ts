import { z } from "zod";

const variant = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "lower-case letters, digits and '-', such as 'mobile'");

/** The variant of the site for each kind of device. */
export const config = z
  .strictObject({
    /** Variants by device; several devices may share one. */
    devices: z.partialRecord(z.enum(["desktop", "mobile", "tablet", "smarttv"]), variant),
    /** For devices that are not listed or not known. By default they get the site as it is. */
    fallback: variant.optional(),
    /** A folder before the path, or a header for the cache key and the origin. */
    by: z.discriminatedUnion("type", [
      z.strictObject({
        type: z.literal("path"),
        /** Paths that have no variant: a prefix ends in '/', any other is one file. Percent-encoded, as on the wire. */
        untouched: z
          .array(z.string().regex(/^\/[!-~]+$/, "begins with '/', percent-encoded as on the wire"))
          .default([]),
      }),
      z.strictObject({
        type: z.literal("header"),
        name: z
          .string()
          .regex(
            /^x-(?!amz-|edge-|accel-|cache|forwarded-|real-ip)[a-z0-9-]+$/,
            "a header of your own, in lower case, such as 'x-device'",
          ),
      }),
    ]),
  })
  .transform((value) => ({
    ...value,
    /** Every variant. A path that begins with one of these folders is not changed. */
    variants: [...new Set([...Object.values(value.devices), ...(value.fallback ? [value.fallback] : [])])],
  }));

export type Config = z.output<typeof config>;
