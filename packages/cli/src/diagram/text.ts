/** Mean widths of a character in pixels, by the size of the font: enough for the fonts that systems choose. */
const widthPerPixel = { sans: 0.56, bold: 0.66, mono: 0.66 } as const;

export type Font = keyof typeof widthPerPixel;

/** The width of a text, in pixels. No font is loaded, so that a picture is the same on every machine. */
export function widthOf(text: string, size: number, font: Font = "sans"): number {
  return Math.ceil([...text].length * size * widthPerPixel[font]);
}

/** Cuts a text that is wider than a box, in pixels. */
export function fit(text: string, width: number, size: number, font: Font = "sans"): string {
  if (widthOf(text, size, font) <= width) return text;
  const most = Math.max(1, Math.floor(width / (size * widthPerPixel[font])) - 1);
  return `${[...text].slice(0, most).join("").trimEnd()}…`;
}

/**
 * Breaks a text into at most a number of lines, each as wide as a box: between words, and in a word only if it is wider
 * than the box, after a hyphen or slash. The last line is cut.
 */
export function wrap(text: string, width: number, size: number, most: number, font: Font = "sans"): string[] {
  const isWide = (one: string) => widthOf(one.trimEnd(), size, font) > width;
  const words = text.match(/\S+\s*/g) ?? [];
  const parts = words.flatMap((word) => (isWide(word) ? (word.match(/[^-/]+(?:[-/]|$)/g) ?? [word]) : [word]));
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last === undefined || (isWide(last + part) && lines.length < most)) lines.push(part);
    else lines[lines.length - 1] = last + part;
  }
  return lines.map((line) => fit(line.trimEnd(), width, size, font));
}

/** Names are in backticks in descriptions; pictures show them plainly. */
export function plain(text: string): string {
  return text.replaceAll("`", "");
}
