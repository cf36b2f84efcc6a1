import { combinedHeader, type HeaderList } from "../http/headers.ts";

/** CloudFront stores this many tags of an object, and ignores the others. */
const mostTags = 50;

/**
 * The cache tags of a response, in lower case.
 * @param name of the header that lists them, by the distribution's CacheTagConfig; undefined if it has none
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-by-tags.html
 */
export function cacheTags(headers: HeaderList, name: string | undefined): ReadonlySet<string> {
  if (name === undefined) return new Set();
  const tags = (combinedHeader(headers, name.toLowerCase()) ?? "").split(",").map((tag) => tag.trim().toLowerCase());
  return new Set(tags.filter((tag) => isCacheTag(tag)).slice(0, mostTags));
}

/** True if a text can be a tag: 1 to 256 visible ASCII characters without a comma. */
function isCacheTag(text: string): boolean {
  return /^[\x21-\x2b\x2d-\x7e]{1,256}$/.test(text);
}
