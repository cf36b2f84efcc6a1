import type { Screen } from "./screen.ts";
import { type Line, type Paint, wrapLine, writeLine } from "./spans.ts";

export interface WriterOptions {
  readonly screen: Screen;
  readonly paint: Paint;
  /** The terminal's width at present. */
  columns(): number;
  /** The block as it is at present. */
  block(): readonly string[];
  /** Milliseconds after which the block must be drawn again even if nothing happens; undefined if it need not be. */
  nextDraw(): number | undefined;
}

/** Collects lines, and writes them together with the block. */
export interface Writer {
  /** Adds lines. They are not cut, but broken between words. */
  say(lines: readonly Line[]): void;
  /** Adds the output of another program. */
  passOn(text: string): void;
  /** Adds the line of a request; of many at once, only the number is shown. */
  request(line: string): void;
  /** Draws the block soon, if it has changed. */
  draw(): void;
  /** Writes what was collected, and nothing from then on. */
  end(): void;
}

/** The pause before a write in milliseconds, so that a load test does not spend its time on the terminal. */
const pauseMs = 30;
/** Request lines of one write. */
const mostRequests = 100;

export function createWriter({ screen, paint, columns, block, nextDraw }: WriterOptions): Writer {
  let lines: string[] = [];
  let requests = 0;
  let timer: NodeJS.Timeout | undefined;
  let isSoon = false;
  let isEnded = false;

  const write = () => {
    clearTimeout(timer);
    [timer, isSoon] = [undefined, false];
    const omitted = requests - mostRequests;
    if (omitted > 0) lines.push(paint(`… and ${omitted} more requests`, "dim"));
    screen.update(lines, block());
    [lines, requests] = [[], 0];
    const next = nextDraw();
    if (next !== undefined && !isEnded) timer = setTimeout(write, next);
  };
  const draw = () => {
    if (isSoon || isEnded) return;
    clearTimeout(timer);
    isSoon = true;
    timer = setTimeout(write, pauseMs);
  };
  return {
    say(added) {
      const broken = added.flatMap((line) => wrapLine(line, columns()));
      lines.push(...broken.map((line) => writeLine(line, Number.POSITIVE_INFINITY, paint)));
      draw();
    },
    passOn(text) {
      lines.push(...text.replace(/\n$/, "").split("\n"));
      draw();
    },
    request(line) {
      requests += 1;
      if (requests <= mostRequests) lines.push(line);
      draw();
    },
    draw,
    end() {
      isEnded = true;
      write();
    },
  };
}
