import type { HeaderList } from "../base/edge-functions.ts";
import { filterCookies } from "../http/cookies.ts";
import { combinedHeader } from "../http/headers.ts";
import type { NameFilter } from "../http/names.ts";
import { filterQuery } from "../http/query.ts";

/** What a cache policy, or a behavior's legacy settings, put into the key. */
export interface KeyRules {
  /** In lower case, sorted. */
  readonly headers: readonly string[];
  readonly cookies: NameFilter;
  readonly query: NameFilter;
  readonly gzip: boolean;
  readonly brotli: boolean;
}

/**
 * The key that a response is stored by: its parts, one a line. GET and HEAD share one, OPTIONS has its own.
 *
 * The distribution stands for the host: all its names have one cache. Values of headers and cookies and the query are
 * taken as they are; the order of query parameters counts, that of cookies does not.
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
  const encoding = normalisedEncoding(headers, rules);
  if (encoding !== undefined) key += `\naccept-encoding: ${encoding}`;
  for (const name of rules.headers) key += `\n${name}: ${combinedHeader(headers, name) ?? ""}`;
  const cookies = filterCookies(headers, rules.cookies);
  return cookies === "" ? key : `${key}\ncookie: ${cookies}`;
}

/**
 * Accept-Encoding as CloudFront puts it into the key and sends it on: `br`, `gzip`, both, or not at all.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
 */
export function normalisedEncoding(headers: HeaderList, rules: KeyRules): string | undefined {
  if (!rules.gzip && !rules.brotli) return undefined;
  const accepted = combinedHeader(headers, "accept-encoding");
  if (accepted === undefined) return undefined;
  const brotli = rules.brotli && accepts(accepted, "br");
  const gzip = rules.gzip && accepts(accepted, "gzip");
  return brotli ? (gzip ? "br,gzip" : "br") : gzip ? "gzip" : undefined;
}

function accepts(accepted: string, encoding: "br" | "gzip"): boolean {
  if (!accepted.includes(encoding)) return false;
  return accepted.split(",").some((part) => {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(\.0{0,3})?$/.test(parameter));
  });
}
