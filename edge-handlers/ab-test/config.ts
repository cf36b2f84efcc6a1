import { dynamic, findDynamic } from "@featheredge/edge-sdk/config";
import { z } from "zod";

const segment = z.string().regex(/^[A-Za-z0-9_-]+$/, "one folder's name: letters, digits, '-' and '_'");
const token = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a name is an RFC 9110 token");

/** Shows visitors different variants of a site, each visitor always the same one. */
export const config = z
  .strictObject({
    /** Parts experiments: one visitor's variants in two of them have nothing to do with each other. */
    experiment: segment,
    variants: z.array(segment).min(2),
    /** How the variants share the visitors; left out counts as 0. In the KeyValueStore, so that it takes no deploy. */
    weights: dynamic(z.record(segment, z.number().min(0).max(1_000_000))),
    /** A cookie with the visitor's id, such as `visitor-id` sets it: it makes the assignment stick. */
    visitorCookie: token,
    /** A cookie that may name a variant, which then wins: for those who test. */
    choiceCookie: token.optional(),
    /** Tells the variant to the origin. The cache policy must hold it, unless `folders` parts the variants. */
    header: token.transform((name) => name.toLowerCase()).default("x-variant"),
    /** `/x` becomes `/<variant>/x`. Left out: the path stays. */
    folders: z
      .strictObject({
        /** The variant that is at the root. */
        original: segment.optional(),
      })
      .optional(),
  })
  .superRefine(({ variants, weights, folders }, context) => {
    const check = (found: string, path: string[]) => {
      if (!variants.includes(found)) {
        const message = `'${found}' is not among variants (${variants.join(", ")}): add it there or choose one of them`;
        context.addIssue({ code: "custom", path, message });
      }
    };
    const builtIn = findDynamic(weights)[0]?.builtIn;
    // Not there when it has failed its own check.
    if (builtIn === undefined) return;
    for (const name of Object.keys(builtIn as object)) check(name, ["weights", name]);
    if (!Object.values(builtIn as Record<string, number>).some((weight) => weight > 0)) {
      context.addIssue({
        code: "custom",
        path: ["weights"],
        message: "nobody would see any variant: give one a weight",
      });
    }
    if (folders?.original !== undefined) check(folders.original, ["folders", "original"]);
  });

export type Config = z.output<typeof config>;
