const encodedUnreserved = /%(?:2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])/gi;

/**
 * The form of a request's path that CloudFront compares with path patterns: percent-encoded unreserved characters are
 * decoded, repeated slashes are merged, and dot segments are removed. `%2F` is data, not a slash.
 *
 * Use it for matching only. Functions, the cache key and the origin get the path as the viewer sent it. AWS's page says
 * "consistent with RFC 3986" and names slashes and periods; decoding unreserved characters is section 6.2.2.2 of the
 * RFC, and merging slashes before removing dot segments (`/a//../b` is `/b`) is our reading: AWS does not give the order.
 *
 * @param path the path alone, without the query
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#path-normalization
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function normalizePath(path: string): string {
  const decoded = path.includes("%") ? path.replace(encodedUnreserved, decodeURIComponent) : path;
  const merged = decoded.includes("//") ? decoded.replace(/\/{2,}/g, "/") : decoded;
  return merged.includes("/.") ? removeDotSegments(merged) : merged;
}

/** @see https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4 */
function removeDotSegments(path: string): string {
  const segments = path.split("/").slice(1);
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === "..") kept.pop();
    else if (segment !== ".") kept.push(segment);
  }
  const last = segments.at(-1);
  if (last === "." || last === "..") kept.push("");
  return `/${kept.join("/")}`;
}
