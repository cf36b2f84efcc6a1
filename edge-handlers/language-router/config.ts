import { z } from "zod";

const locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "a locale looks like 'es' or 'pt-BR'");

/** The locales that a viewer's Accept-Language is looked up in. Each is a folder at the origin. */
export const config = z
  .strictObject({
    locales: z.array(locale).min(1),
    /** For viewers who ask for none of the locales. */
    fallback: locale,
    /** A cookie that holds the viewer's own choice; it wins over Accept-Language. */
    cookie: z
      .string()
      .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a cookie's name is an RFC 6265 token")
      .optional(),
    /** Paths that have no locale: a prefix ends in '/', any other is one file. Percent-encoded, as on the wire. */
    untouched: z.array(z.string().regex(/^\/[!-~]+$/, "begins with '/', percent-encoded as on the wire")).default([]),
  })
  .superRefine(({ locales, fallback }, context) => {
    if (!locales.includes(fallback)) {
      const message = `'${fallback}' is not among locales (${locales.join(", ")}): add it there or choose one of them`;
      context.addIssue({ code: "custom", path: ["fallback"], message });
    }
    const tags = locales.map((tag) => tag.toLowerCase());
    const twice = locales.find((_, index) => tags.indexOf(tags[index] ?? "") !== index);
    if (twice !== undefined) {
      const message = `'${twice}' is there twice: language tags don't differ by case. Remove one of them`;
      context.addIssue({ code: "custom", path: ["locales"], message });
    }
  })
  // Tags compare without case. They are lowercased here, so that the edge needn't do it.
  .transform((value) => ({ ...value, tags: value.locales.map((tag) => tag.toLowerCase()) }));

export type Config = z.output<typeof config>;
