import { dynamic, findDynamic } from "@featheredge/edge-sdk/config";
import { z } from "zod";

const segment = z.string().regex(/^[A-Za-z0-9_-]+$/, "one folder's name: letters, digits, '-' and '_'");
const token = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a name is an RFC 9110 token");

/** Shows visitors different variants of a site, each visitor always the same one. */
export const config = z
  .strictObject({
    /** Keeps experiments independent: a visitor's variant in one says nothing about the variant in another. */
    experiment: segment,
    variants: z.array(segment).min(2),
    /** How the variants share the visitors; a missing one counts as 0. In the KeyValueStore: a change needs no deploy. */
    weights: dynamic(z.record(segment, z.number().min(0).max(1_000_000))),
    /** A cookie with the visitor's id, such as the one that `visitor-id` sets: it makes the assignment stick. */
    visitorCookie: token,
    /** A cookie that may name a variant, which then wins: for those who test. */
    choiceCookie: token.optional(),
    /** Carries the variant to the origin. The cache key must include it, unless `folders` separates the variants. */
    header: token.transform((name) => name.toLowerCase()).default("x-variant"),
    /** `/x` becomes `/<variant>/x`. By default the path stays. */
    folders: z
      .strictObject({
        /** The variant that is at the root. */
        original: segment.optional(),
      })
      .optional(),
  })
  .superRefine(({ variants, weights, folders }, context) => {
    const check = (variant: string, path: string[]) => {
      if (!variants.includes(variant)) {
        const message = `'${variant}' is not among variants (${variants.join(", ")}): add it there or choose one of them`;
        context.addIssue({ code: "custom", path, message });
      }
    };
    const builtIn = findDynamic(weights)[0]?.builtIn;
    // Missing when it failed its own check.
    if (builtIn === undefined) return;
    for (const name of Object.keys(builtIn as object)) check(name, ["weights", name]);
    if (!Object.values(builtIn as Record<string, number>).some((weight) => weight > 0)) {
      context.addIssue({
        code: "custom",
        path: ["weights"],
        message: "no visitor would see a variant: give one a weight",
      });
    }
    if (folders?.original !== undefined) check(folders.original, ["folders", "original"]);
  });

export type Config = z.output<typeof config>;
