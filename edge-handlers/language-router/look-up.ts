interface Range {
  readonly tag: string;
  readonly quality: number;
}

// A header of 8 KB holds thousands of ranges; browsers send a handful.
const mostRanges = 16;
const longestRange = 64;

// https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2 and https://www.rfc-editor.org/rfc/rfc4647#section-2.1
const syntax = /^\s*([a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/**
 * Looks a viewer's languages up among those of the site, as RFC 4647 describes: each range, by q-value and then in
 * order, is shortened from its end until it matches. A language that a range with `q=0` names is never the answer. A
 * `*` names no language, so it matches none.
 *
 * @param tags the site's languages, in lower case
 * @returns the index of the language found, or -1
 * @see https://www.rfc-editor.org/rfc/rfc4647#section-3.4
 */
export function lookUp(acceptLanguage: string, tags: readonly string[]): number {
  const ranges = parse(acceptLanguage);
  let best = -1;
  let quality = 0;
  for (const range of ranges) {
    // Of two ranges with the same q-value, the first stays.
    if (range.quality > quality) {
      const index = lookUpRange(range.tag, tags, ranges);
      if (index >= 0) {
        best = index;
        quality = range.quality;
      }
    }
  }
  return best;
}

function parse(acceptLanguage: string): Range[] {
  const ranges: Range[] = [];
  for (const part of acceptLanguage.split(",", mostRanges)) {
    const match = part.length > longestRange ? null : syntax.exec(part);
    const tag = match?.[1];
    if (tag) ranges.push({ tag: tag.toLowerCase(), quality: Number(match[2] ?? 1) });
  }
  return ranges;
}

function lookUpRange(range: string, tags: readonly string[], ranges: readonly Range[]): number {
  for (let tag = range; tag !== ""; tag = shorter(tag)) {
    const index = tags.indexOf(tag);
    if (index >= 0 && !isRefused(tag, ranges)) return index;
  }
  return -1;
}

/** Removes the last subtag, and a single letter that introduced it. */
function shorter(tag: string): string {
  const end = tag.lastIndexOf("-");
  if (end < 0) return "";
  return tag.slice(0, tag.charAt(end - 2) === "-" ? end - 2 : end);
}

/** True if the range that fits a language best has `q=0`: `en;q=0` also refuses `en-GB`, unless a range names that. */
function isRefused(tag: string, ranges: readonly Range[]): boolean {
  let closest: Range | undefined;
  for (const range of ranges) {
    const names = tag === range.tag || tag.startsWith(`${range.tag}-`);
    if (names && (!closest || range.tag.length > closest.tag.length)) closest = range;
  }
  return closest?.quality === 0;
}
