import { combinedHeader, type HeaderList } from "./headers.ts";
import { admits, type NameFilter } from "./names.ts";

/**
 * The cookies that at least one filter admits, as a Cookie header, sorted by name as CloudFront forwards them.
 * @returns an empty string if there are none
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
