/**
 * What an invalidation's path matches: `*` at its end stands for anything, the leading `/` is optional, and a path
 * without a query means the URL without one.
 * @param path as given to CreateInvalidation: `/images/*`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function invalidates(path: string): (url: string) => boolean {
  const wanted = decoded(path.startsWith("/") ? path : `/${path}`);
  if (!wanted.endsWith("*")) return (url) => decoded(url) === wanted;
  const prefix = wanted.slice(0, -1);
  return (url) => decoded(url).startsWith(prefix);
}

/** AWS asks for paths in URL encoding where they need it; both spellings of one path are the same object. */
function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
