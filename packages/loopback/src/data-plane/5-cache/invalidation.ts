/**
 * Compiles an invalidation's path to a test for URLs: `*` at its end matches anything, the leading `/` is optional, and a
 * path without a query matches the URL without a query only.
 * @param path as passed to CreateInvalidation, such as `/images/*`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function invalidates(path: string): (url: string) => boolean {
  const pattern = decoded(path.startsWith("/") ? path : `/${path}`);
  if (!pattern.endsWith("*")) return (url) => decoded(url) === pattern;
  const prefix = pattern.slice(0, -1);
  return (url) => decoded(url).startsWith(prefix);
}

/** AWS requires URL encoding where a path needs it; both spellings of a path name the same object. */
function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
