import { z } from "zod";

const path = z.string().regex(/^\/(?!\/)[!-~]*$/, "begins with one '/', percent-encoded as on the wire");
const folder = path.regex(/\/$/, "a prefix ends in '/', so that '/blog/' doesn't take '/blogger' with it");
const url = /^(\/(?!\/)|https?:\/\/[A-Za-z0-9.-]+(:\d+)?\/)[!-~]*$/;
const target = z
  .string()
  .regex(url, "a path that begins with one '/', or an http(s) URL with a path; percent-encoded as on the wire");

const rest = {
  /** 301 and 308 are for good: browsers remember them. 307 and 308 keep method and body. */
  status: z.literal([301, 302, 307, 308]).default(301),
  query: z.enum(["keep", "drop"]).default("keep"),
};

const rule = z
  .union([
    z.strictObject({
      /** One path, without its query. */
      exact: path.refine((value) => !/[?#]/.test(value), "is a path: it has no '?' or '#'"),
      to: target,
      ...rest,
    }),
    z.strictObject({
      /** A folder; what follows it in the path follows `to`. */
      prefix: folder.refine((value) => !/[?#]/.test(value), "is a path: it has no '?' or '#'"),
      to: target.regex(
        /^[^?#]*\/$/,
        "of a prefix ends in '/' and has no '?' or '#', since the rest of the path follows",
      ),
      ...rest,
    }),
  ])
  .superRefine((value, context) => {
    if (value.query === "keep" && value.to.includes("#")) {
      const message = "has a '#', after which no query can be kept: set query to 'drop' or remove the fragment";
      context.addIssue({ code: "custom", path: ["to"], message });
    }
    const loops = "exact" in value ? value.to.split(/[?#]/)[0] === value.exact : value.to.startsWith(value.prefix);
    if (loops) {
      const message = `'${value.to}' is redirected by this very rule, without end: choose a target outside it`;
      context.addIssue({ code: "custom", path: ["to"], message });
    }
  });

/** Addresses that have moved. The first rule that fits wins. */
export const config = z.strictObject({ rules: z.array(rule) });

export type Config = z.output<typeof config>;
export type Rule = Config["rules"][number];
