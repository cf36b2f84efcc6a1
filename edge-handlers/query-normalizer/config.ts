import { z } from "zod";

const name = z
  .string()
  .regex(/^[!"$%'-<>-~]+$/, "a parameter's name as on the wire, percent-encoded, without '=', '&', '#' and '+'");
const pattern = name.regex(/^[^*]+\*?$/, "a name, or the start of names before a '*'");

/** Parameters that campaigns, advertisers and newsletters add to an address; no page reads them. */
const tracking = [
  ...["utm_*", "gclid", "dclid", "gbraid", "wbraid", "gad_*", "_ga", "_gl", "fbclid", "igshid", "msclkid", "yclid"],
  ...["ttclid", "twclid", "li_fat_id", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok"],
];

/** The parameters of a query that matter. */
export const config = z
  .strictObject({
    /** Only these go on. */
    keep: z.array(name).optional(),
    /** These don't go on, all others do; a name that ends in '*' means all that begin with it. */
    drop: z.array(pattern).optional(),
    /** True if `?Page=2` is the same as `?page=2`. */
    lowerCaseNames: z.boolean().default(false),
  })
  .superRefine(({ keep, drop, lowerCaseNames }, context) => {
    const report = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
    if (keep !== undefined && drop !== undefined) {
      report("drop", "goes without 'keep', which drops all others already: give one of them");
    }
    for (const [key, names] of Object.entries({ keep, drop })) {
      const upper = names?.find((name) => name !== name.toLowerCase());
      if (lowerCaseNames && upper !== undefined) {
        report(key, `'${upper}' never matches, since lowerCaseNames is set: write it in lower case`);
      }
    }
  })
  .transform(({ keep, drop = tracking, lowerCaseNames }) => ({
    keep: keep ?? null,
    drop: drop.filter((name) => !name.endsWith("*")),
    dropPrefixes: drop.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1)),
    lowerCaseNames,
  }));

export type Config = z.output<typeof config>;
