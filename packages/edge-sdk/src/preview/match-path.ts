/**
 * True if a path matches a behavior's path pattern, in which `*` is any characters and `?` is one. Case matters.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function matchesPath(pattern: string, path: string): boolean {
  const absolute = pattern === "*" || pattern.startsWith("/") ? pattern : `/${pattern}`;
  const source = absolute
    .replace(/[\\^$.+()[\]{}|]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(path);
}
