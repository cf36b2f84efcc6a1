import { type BoxText, boxPadding, fontSizes } from "./scene.ts";
import { fit, wrap } from "./text.ts";

/** Pixels between columns, and between boxes of one column. */
export const columnGap = 42;
export const stackGap = 12;

/** Widths of the columns in pixels. */
export const widths = { viewers: 142, behaviors: 158, viewer: 206, cache: 202, origin: 206, origins: 212 } as const;

export type Column = keyof typeof widths;

export const headings: Readonly<Record<Column, string>> = {
  viewers: "Viewers",
  behaviors: "Behaviors",
  viewer: "Viewer functions",
  cache: "Cache",
  origin: "Origin functions",
  origins: "Origins",
};

/** Cuts each text to the width of its box. */
export function textsOf(width: number, texts: readonly BoxText[]): BoxText[] {
  return texts.map((one) => ({ ...one, text: fit(one.text, width - 2 * boxPadding, fontSizes[one.style], one.font) }));
}

/** A name over several lines, if it is too long for one. */
export function namesOf(name: string, width: number, most: number): BoxText[] {
  const lines = wrap(name, width - 2 * boxPadding, fontSizes.name, most, "bold");
  return lines.map((text) => ({ text, style: "name", font: "bold" }));
}
