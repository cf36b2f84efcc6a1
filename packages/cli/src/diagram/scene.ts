import type { Font } from "./text.ts";

/** The parts of a picture, in pixels from its upper left corner. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
}

export type Kind = "viewer" | "guard" | "behavior" | "cloudfront-function" | "lambda-at-edge" | "cache" | "origin";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: Kind;
  /** Drawn with an interrupted border: it does nothing here, such as a cache that keeps nothing. */
  readonly isIdle?: boolean;
  readonly texts: readonly BoxText[];
}

export interface BoxText {
  readonly text: string;
  readonly style: "caption" | "name" | "detail";
  readonly font?: Font;
}

/** A line from one point to another with an arrow at its end. Answers are drawn interrupted. */
export interface Line {
  readonly from: Point;
  readonly to: Point;
  readonly kind: "request" | "answer";
  /** Has no arrow: another line goes on from its end. */
  readonly isOpen?: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Label extends Point {
  readonly text: string;
  readonly style: "title" | "subtitle" | "column" | "note";
}

/** Sizes of fonts in pixels, by the style of a text. */
export const fontSizes = { caption: 11, name: 13, detail: 11, title: 18, subtitle: 13, column: 11, note: 12 } as const;

/** From one line of a box to the next, in pixels. */
export const lineHeight = 16;
export const boxPadding = 10;

export function boxHeight(texts: readonly BoxText[]): number {
  return texts.length * lineHeight + 2 * boxPadding - 2;
}

/** The same parts, lower by a number of pixels. */
export function movedDown(scene: Scene, by: number): Omit<Scene, "width" | "height"> {
  const moved = ({ x, y }: Point) => ({ x, y: y + by });
  return {
    boxes: scene.boxes.map((box) => ({ ...box, y: box.y + by })),
    lines: scene.lines.map((line) => ({ ...line, from: moved(line.from), to: moved(line.to) })),
    labels: scene.labels.map((label) => ({ ...label, y: label.y + by })),
  };
}
