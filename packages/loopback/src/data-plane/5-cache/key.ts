import type { KeyRules } from "../base/behavior.ts";
import { normalizedEncoding } from "../http/accept-encoding.ts";
import { filterCookies } from "../http/cookies.ts";
import { combinedHeader, type HeaderList } from "../http/headers.ts";
import { filterQuery } from "../http/query.ts";

/**
 * Computes the cache key of a request: one part per line. GET and HEAD share a key, OPTIONS has its own.
 *
 * The key has the distribution's id and not the host, since all names of a distribution share one cache. Values of
 * headers, cookies and query parameters are used unchanged. The order of query parameters matters, that of cookies does
 * not.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html
 */
export function cacheKey(
  distributionId: string,
  method: string,
  uri: string,
  query: string,
  headers: HeaderList,
  rules: KeyRules,
): string {
  let key = `${distributionId}\n${method === "OPTIONS" ? "OPTIONS" : "GET"}\n${uri}`;
  const keyQuery = filterQuery(query, rules.query);
  if (keyQuery !== "") key += `?${keyQuery}`;
  const encoding = normalizedEncoding(headers, rules);
  if (encoding !== undefined) key += `\naccept-encoding: ${encoding}`;
  for (const name of rules.headers) key += `\n${name}: ${combinedHeader(headers, name) ?? ""}`;
  const cookies = filterCookies(headers, rules.cookies);
  return cookies === "" ? key : `${key}\ncookie: ${cookies}`;
}
