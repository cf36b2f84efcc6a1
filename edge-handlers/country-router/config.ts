import { z } from "zod";

const locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "a locale looks like 'es' or 'pt-BR'");
const country = z.string().regex(/^[A-Z]{2}$/, "a country is two capital letters (ISO 3166-1), such as 'ES'");

/** The locale for each country. Each locale is a folder at the origin. */
export const config = z
  .strictObject({
    countries: z.record(country, locale),
    locales: z.array(locale).min(1),
    /** For viewers whose country is unknown or not among `countries`. */
    fallback: locale,
    /** A cookie that holds the viewer's own choice; it wins over the country. */
    cookie: z
      .string()
      .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a cookie's name is an RFC 6265 token")
      .optional(),
    /** Paths that have no locale: a prefix ends in '/', any other is one file. Percent-encoded, as on the wire. */
    untouched: z.array(z.string().regex(/^\/[!-~]+$/, "begins with '/', percent-encoded as on the wire")).default([]),
  })
  .superRefine((value, context) => {
    const check = (used: string, path: string[]) => {
      if (!value.locales.includes(used)) {
        const message = `'${used}' is not among locales (${value.locales.join(", ")}): add it there or choose one of them`;
        context.addIssue({ code: "custom", path, message });
      }
    };
    check(value.fallback, ["fallback"]);
    for (const [name, used] of Object.entries(value.countries)) check(used, ["countries", name]);
  });

export type Config = z.output<typeof config>;
