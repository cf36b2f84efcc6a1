import { z } from "zod";

/** The formats that exist of each image, and how they are addressed. */
export const config = z
  .strictObject({
    /** Formats that the origin has, the best first. */
    formats: z
      .array(z.enum(["avif", "webp", "jpeg"]))
      .min(1)
      .default(["avif", "webp"]),
    /** Images that come in several formats, by extension in lower case; others are left alone. */
    extensions: z
      .array(z.string().regex(/^[a-z0-9]+$/, "an extension in lower case without its dot, such as 'jpg'"))
      .min(1)
      .default(["jpg", "jpeg", "png"]),
    /** `/a.jpg` becomes `/a.avif`, or `/a.jpg?format=avif`. */
    by: z
      .discriminatedUnion("type", [
        z.strictObject({ type: z.literal("extension") }),
        z.strictObject({
          type: z.literal("query"),
          parameter: z
            .string()
            .regex(/^[A-Za-z0-9_-]+$/, "a parameter's name, such as 'format'")
            .default("format"),
        }),
      ])
      .default({ type: "extension" }),
  })
  .superRefine(({ formats, extensions }, context) => {
    const made = extensions.find((extension) => formats.some((format) => format === extension && format !== "jpeg"));
    if (made !== undefined) {
      const message = `'${made}' is a format that images are turned to: remove it, so that such images are served as asked for`;
      context.addIssue({ code: "custom", path: ["extensions"], message });
    }
  });

export type Config = z.output<typeof config>;
