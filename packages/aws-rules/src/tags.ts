import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { readOn } from "./sources.ts";

/** The tags that AWS allows on a resource of most types, distributions among them. S3 objects have fewer: see `objectTags`. */
export const resourceTags = {
  most: 50,
  keyCharacters: 128,
  valueCharacters: 256,
  reservedPrefix: "aws:",
  ...readOn("2026-11", pages.tags),
} as const;

/** True if AWS keeps a tag's key for itself: upper and lower case make no difference. */
export function isReservedTag(key: string): boolean {
  return key.toLowerCase().startsWith(resourceTags.reservedPrefix);
}

/**
 * Returns the reasons why AWS rejects the tags of a resource: keys that AWS reserves, or too many tags.
 *
 * @param tags of the resource, those of the provider included
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export function checkTags(tags: Readonly<Record<string, unknown>>): Diagnostic[] {
  const keys = Object.keys(tags);
  const reserved = keys.filter(isReservedTag).map((key) =>
    diagnose("FE-STK-020", {
      subject: key,
      message: `The tag '${key}' begins with '${resourceTags.reservedPrefix}', which AWS keeps for itself.`,
      fix: "Choose another key.",
    }),
  );
  if (keys.length <= resourceTags.most) return reserved;
  const message = `${keys.length} tags, the provider's included; AWS allows a resource ${resourceTags.most}.`;
  return [...reserved, diagnose("FE-STK-021", { message, fix: "Remove some." })];
}
