import type { StyledLine } from "./styled-screen.ts";

/** A picture of the terminal, and how long it is shown, in seconds. */
export interface Frame {
  readonly lines: readonly StyledLine[];
  readonly seconds: number;
}

export interface Animation {
  readonly title: string;
  readonly description: string;
  readonly columns: number;
  readonly frames: readonly Frame[];
}

const [cellWidth, cellHeight, margin, barHeight] = [8.43, 19, 16, 30];

/**
 * Writes frames as an SVG file that plays them in a loop. Lines that several frames have are written once. Where readers
 * ask for less motion, only the last frame is shown.
 */
export function animatedSvg({ title, description, columns, frames }: Animation): string {
  const rows = frames[0]?.lines.length ?? 0;
  const width = Math.round(columns * cellWidth + 2 * margin);
  const height = rows * cellHeight + 2 * margin + barHeight;
  const known = new Map<string, number>();
  const pictures = frames.map(({ lines }, index) => {
    const uses = lines.flatMap((line, row) => {
      const text = writeLine(line);
      if (text === "") return [];
      const number = known.get(text) ?? known.size;
      known.set(text, number);
      return [`<use href="#l${number}" y="${row * cellHeight}"/>`];
    });
    return `<g class="f" id="f${index}">${uses.join("")}</g>`;
  });
  const symbols = [...known].map(([text, number]) => `<text id="l${number}" y="14">${text}</text>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">${escapeXml(description)}</desc>`,
    `<style>${stylesheet(frames)}</style>`,
    `<defs>${symbols.join("")}</defs>`,
    `<rect class="window" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="10"/>`,
    '<circle cx="20" cy="18" r="6" fill="#ff5f57"/><circle cx="40" cy="18" r="6" fill="#febc2e"/><circle cx="60" cy="18" r="6" fill="#28c840"/>',
    `<g transform="translate(${margin} ${margin + barHeight})">${pictures.join("\n")}</g>`,
    "</svg>",
    "",
  ].join("\n");
}

/** Runs of one style become one `tspan`. Widths are fixed, so that columns match whatever font a reader has. */
function writeLine(line: StyledLine): string {
  const runs: { style: string; text: string; at: number }[] = [];
  for (const [at, { character, style }] of line.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && last.style === style) last.text += character;
    else runs.push({ style, text: character, at });
  }
  return runs
    .filter(({ text }) => text.trim() !== "")
    .map(({ style, text, at }) => {
      const shown = text.trimEnd();
      const x = round(at * cellWidth);
      const length = round([...shown].length * cellWidth);
      return `<tspan x="${x}" textLength="${length}"${style === "" ? "" : ` class="${style}"`}>${escapeXml(shown)}</tspan>`;
    })
    .join("");
}

/** Each frame is visible from its beginning to that of the next one. */
function stylesheet(frames: readonly Frame[]): string {
  const total = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  let from = 0;
  const rules = frames.map(({ seconds }, index) => {
    const [start, end] = [round((from / total) * 100), round(((from + seconds) / total) * 100)];
    from += seconds;
    const before = start === 0 ? "" : "0%{visibility:hidden}";
    const after = index === frames.length - 1 ? "" : `${end}%{visibility:hidden}`;
    return `@keyframes k${index}{${before}${start}%{visibility:visible}${after}}#f${index}{animation:k${index} ${round(total)}s step-end infinite}`;
  });
  return [
    "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace;fill:#e6e9ef;white-space:pre}",
    ".window{fill:#0f131a;stroke:#3b4453}.bold{font-weight:700}.dim{fill:#9aa4b2}",
    ".c31{fill:#ff7b72}.c32{fill:#56d364}.c33{fill:#e3b341}.c34{fill:#79c0ff}.c35{fill:#d2a8ff}.c36{fill:#56d4dd}",
    ".f{visibility:hidden}",
    ...rules,
    `@media(prefers-reduced-motion:reduce){.f{animation:none!important}#f${frames.length - 1}{visibility:visible}}`,
  ].join("\n");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
