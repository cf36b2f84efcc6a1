import { parseHttpDate } from "./dates.ts";
import { combinedHeader, type HeaderList, headerOf } from "./headers.ts";

/**
 * True if the viewer already has the response, so that the answer is 304.
 * @param request the viewer's headers
 * @param response the headers of the stored or fetched response
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 */
export function isNotModified(request: HeaderList, response: HeaderList, now: number): boolean {
  const noneMatch = combinedHeader(request, "if-none-match");
  if (noneMatch !== undefined) {
    const tag = headerOf(response, "etag");
    if (noneMatch.trim() === "*") return true;
    return tag !== undefined && entityTags(noneMatch).some((other) => opaque(other) === opaque(tag));
  }
  const since = headerOf(request, "if-modified-since");
  // Without Last-Modified, the response's date is the latest possible time of its last change: RFC 9111, section 4.3.2.
  const modified = headerOf(response, "last-modified") ?? headerOf(response, "date");
  if (since === undefined || modified === undefined) return false;
  const sinceDate = parseHttpDate(since, now);
  const modifiedDate = parseHttpDate(modified, now);
  return sinceDate !== undefined && modifiedDate !== undefined && modifiedDate <= sinceDate;
}

/**
 * True if a Range header may be used: If-Range is absent, or names exactly this representation.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5
 */
export function rangeHolds(request: HeaderList, response: HeaderList): boolean {
  const condition = headerOf(request, "if-range")?.trim();
  if (condition === undefined) return true;
  if (condition.startsWith("W/")) return false;
  return condition === headerOf(response, condition.startsWith('"') ? "etag" : "last-modified");
}

function entityTags(list: string): string[] {
  return list.match(/(?:W\/)?"[^"]*"|[^\s,]+/g) ?? [];
}

/** Removes the mark of a weak ETag, for the weak comparison of If-None-Match. */
function opaque(tag: string): string {
  return tag.replace(/^W\//, "");
}
