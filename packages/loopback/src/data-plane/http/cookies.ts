import { combinedHeader, type HeaderList } from "./headers.ts";
import { admits, type NameFilter } from "./names.ts";

/**
 * The Cookie header that filters leave, sorted by the cookies' names as CloudFront forwards them; empty when nothing is
 * left.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html
 */
export function filterCookies(headers: HeaderList, ...filters: readonly NameFilter[]): string {
  if (filters.every((filter) => filter.kind === "none")) return "";
  const cookies: [name: string, cookie: string][] = [];
  for (const part of (combinedHeader(headers, "cookie", "; ") ?? "").split(";")) {
    const cookie = part.trim();
    const equals = cookie.indexOf("=");
    const name = equals < 0 ? cookie : cookie.slice(0, equals);
    if (cookie !== "" && filters.some((filter) => admits(filter, name))) cookies.push([name, cookie]);
  }
  cookies.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  return cookies.map(([, cookie]) => cookie).join("; ");
}
