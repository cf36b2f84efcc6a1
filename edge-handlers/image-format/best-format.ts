// A header of 8 KB holds thousands of ranges; browsers send a handful.
const mostRanges = 24;
const longestRange = 64;

// https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2
const syntax = /^\s*image\/([a-z]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/**
 * Returns the format of `formats` with the viewer's highest q-value; of several with the same, the first of `formats`.
 * Only a format that Accept names counts: browsers send a wildcard for images also where they know neither AVIF nor
 * WebP. `q=0` refuses.
 *
 * @returns undefined when there is none
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export function bestFormat<Format extends string>(accept: string, formats: readonly Format[]): Format | undefined {
  let best: Format | undefined;
  let bestQuality = 0;
  for (const part of accept.split(",", mostRanges)) {
    const match = part.length > longestRange ? null : syntax.exec(part);
    const index = match ? formats.indexOf((match[1] ?? "").toLowerCase() as Format) : -1;
    const format = formats[index];
    if (match && format) {
      const quality = Number(match[2] ?? 1);
      const isAsGood = best !== undefined && quality === bestQuality && index < formats.indexOf(best);
      if (quality > bestQuality || isAsGood) {
        best = format;
        bestQuality = quality;
      }
    }
  }
  return best;
}
