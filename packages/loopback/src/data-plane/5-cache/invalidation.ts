import type { CacheEntry } from "../base/cache-entry.ts";

/**
 * Compiles an item of an invalidation to a test for stored responses. `#` begins a cache tag. In a path, `*` at its end
 * matches anything, the leading `/` is optional, and a path without a query matches the URL without a query only.
 * @param item as passed to CreateInvalidation, such as `/images/*` or `#product:electronics`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-tags.html
 */
export function invalidates(item: string): (entry: Pick<CacheEntry, "url" | "tags">) => boolean {
  if (item.startsWith("#")) {
    const tag = item.slice(1).toLowerCase();
    return ({ tags }) => tags.has(tag);
  }
  const pattern = decoded(item.startsWith("/") ? item : `/${item}`);
  if (!pattern.endsWith("*")) return ({ url }) => decoded(url) === pattern;
  const prefix = pattern.slice(0, -1);
  return ({ url }) => decoded(url).startsWith(prefix);
}

/** AWS requires URL encoding where a path needs it; both spellings of a path name the same object. */
function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
