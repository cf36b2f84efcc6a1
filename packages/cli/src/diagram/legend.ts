import type { Kind, Label, Line, Scene } from "./scene.ts";
import { widthOf } from "./text.ts";

const names: Readonly<Partial<Record<Kind, string>>> = {
  "cloudfront-function": "CloudFront Function",
  "lambda-at-edge": "Lambda@Edge",
};

/** Explains the colors of runtimes and the two kinds of lines, of those that a picture has. */
export function legendOf(scenes: readonly Scene[]): Scene {
  const width = Math.max(0, ...scenes.map((scene) => scene.width));
  const kinds = (["cloudfront-function", "lambda-at-edge"] as const).filter((kind) =>
    scenes.some(({ boxes }) => boxes.some((box) => box.kind === kind)),
  );
  const y = 4;
  let x = 28;
  const boxes = [];
  const labels: Label[] = [];
  const lines: Line[] = [];
  const add = (text: string, markWidth: number) => {
    labels.push({ x: x + markWidth + 8, y: y + 11, text, style: "note" });
    x += markWidth + 8 + widthOf(text, 12) + 36;
  };
  for (const kind of kinds) {
    boxes.push({ x, y, width: 18, height: 14, kind, texts: [] });
    add(names[kind] ?? kind, 18);
  }
  for (const kind of ["request", "answer"] as const) {
    lines.push({ from: { x, y: y + 7 }, to: { x: x + 30, y: y + 7 }, kind });
    add(kind, 30);
  }
  return { width, height: 36, boxes, lines, labels };
}
