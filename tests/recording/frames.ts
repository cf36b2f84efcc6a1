import type { Frame } from "./animated-svg.ts";
import { createStyledScreen } from "./styled-screen.ts";

/** The output of a program with the time in seconds at which each piece came, and the bytes of the piece. */
export interface Recording {
  readonly output: string;
  readonly pieces: readonly (readonly [seconds: number, bytes: number])[];
}

export interface FrameOptions {
  readonly rows: number;
  readonly columns: number;
  /** Waits in which only a time and the picture next to it change are shortened to this. */
  readonly longestSeconds: number;
  /** Pictures that follow each other faster are merged. */
  readonly shortestSeconds: number;
  /** How long the last picture is shown. */
  readonly lastSeconds: number;
}

/** Plays a recording on a terminal, and takes a picture after each piece of output that changed it. */
export function framesOf({ output, pieces }: Recording, options: FrameOptions): Frame[] {
  const screen = createStyledScreen(options.rows, options.columns);
  const bytes = Buffer.from(output);
  const frames: { lines: Frame["lines"]; seconds: number }[] = [];
  let position = 0;
  let [waitedFor, waited] = ["", 0];
  for (const [index, [at, length]] of pieces.entries()) {
    // A character may be divided among two pieces.
    const end = index === pieces.length - 1 ? bytes.length : wholeCharacters(bytes, position + length);
    screen.write(bytes.subarray(position, end).toString());
    position = end;
    const next = pieces[index + 1]?.[0];
    const lines = screen.visible();
    const content = contentOf(lines);
    if (content !== waitedFor) [waitedFor, waited] = [content, 0];
    const left = Math.max(0, options.longestSeconds - waited);
    const wait = next === undefined ? options.lastSeconds : Math.min(next - at, left);
    waited += wait;
    const last = frames.at(-1);
    const isSame = last !== undefined && JSON.stringify(last.lines) === JSON.stringify(lines);
    if (last !== undefined && (isSame || wait === 0 || last.seconds < options.shortestSeconds)) {
      last.lines = lines;
      last.seconds += wait;
    } else frames.push({ lines, seconds: wait });
  }
  return frames;
}

/** The text without what changes while something is waited for: the spinner, and the seconds next to it. */
function contentOf(lines: Frame["lines"]): string {
  return lines
    .map((line) => line.map(({ character }) => character).join(""))
    .join("\n")
    .replace(/[\u2800-\u28ff]/g, "")
    .replace(/, \d+ s /g, "");
}

/** The end of the last whole character of UTF-8 before a position. */
function wholeCharacters(bytes: Buffer, position: number): number {
  let end = position;
  while (end > 0 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
