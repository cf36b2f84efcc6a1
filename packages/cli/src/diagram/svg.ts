import { describePicture, type Pictured } from "./describe.ts";
import { layOut } from "./layout.ts";
import { legendOf } from "./legend.ts";
import { type Box, boxPadding, type Label, type Line, lineHeight, movedDown, type Scene } from "./scene.ts";
import { stylesheet } from "./stylesheet.ts";

/**
 * Draws distributions, one below the other, as an SVG file for light and dark pages. The same distributions give the same
 * bytes.
 */
export function diagramAsSvg(pictured: readonly Pictured[]): string {
  const scenes = pictured.map(({ environment, distribution }) =>
    layOut(distribution, `${environment} / ${distribution.key}${distribution.isCandidate ? ", the candidate" : ""}`),
  );
  const scene = stack([...scenes, legendOf(scenes)]);
  const { title, description } = describePicture(pictured);
  const { width, height } = scene;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">${escapeXml(description)}</desc>`,
    `<style>${stylesheet}</style>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0.5 7.5 4 0 7.5Z"/></marker></defs>',
    `<rect class="page" width="${width}" height="${height}" rx="12"/>`,
    ...scene.lines.map(drawLine),
    ...scene.boxes.map(drawBox),
    ...scene.labels.map(drawLabel),
    "</svg>",
    "",
  ].join("\n");
}

/** Puts pictures one below the other. */
function stack(scenes: readonly Scene[]): Scene {
  let y = 0;
  const moved = scenes.map((scene) => {
    const part = movedDown(scene, y);
    y += scene.height;
    return part;
  });
  return {
    width: Math.max(...scenes.map(({ width }) => width)),
    height: y,
    boxes: moved.flatMap(({ boxes }) => boxes),
    lines: moved.flatMap(({ lines }) => lines),
    labels: moved.flatMap(({ labels }) => labels),
  };
}

/** Lines between different heights are curves that begin and end horizontally. */
function drawLine({ from, to, kind, isOpen }: Line): string {
  const middle = (from.x + to.x) / 2;
  const path =
    from.y === to.y || from.x === to.x
      ? `M${from.x} ${from.y} ${to.x} ${to.y}`
      : `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
  return `<path class="line ${kind}" d="${path}"${isOpen ? "" : ' marker-end="url(#arrow)"'}/>`;
}

/** The texts are in the middle of their box. */
function drawBox({ x, y, width, height, kind, isIdle, texts }: Box): string {
  const first = y + (height - texts.length * lineHeight) / 2 + 12;
  const lines = texts.map(
    ({ text, style, font }, index) =>
      `<text class="${style}${font === "mono" ? " mono" : ""}" x="${x + boxPadding}" y="${first + index * lineHeight}">${escapeXml(text)}</text>`,
  );
  return `<g class="${kind}${isIdle ? " idle" : ""}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>${lines.join("")}</g>`;
}

function drawLabel({ x, y, text, style }: Label): string {
  return `<text class="${style}" x="${x}" y="${y}">${escapeXml(text)}</text>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
