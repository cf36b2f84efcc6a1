import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";

/** A position in an author's file: line and column count from 1. */
export interface Position {
  /** Relative to the root of the sources. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Finds the author's position behind a position in generated code. */
export class Tracer {
  readonly #map: TraceMap;

  constructor(map: string) {
    this.#map = new TraceMap(map);
  }

  /**
   * @param line counts from 1
   * @param column counts from 0
   * @returns undefined for code that no author wrote, such as a helper
   */
  trace(line: number, column: number): Position | undefined {
    const original = originalPositionFor(this.#map, { line, column });
    if (original.source === null) return undefined;
    return { file: withoutUse(original.source), line: original.line, column: original.column + 1 };
  }
}

/** A file's name without the suffix that distinguishes two uses of one handler in a chain. */
export function withoutUse(file: string): string {
  return file.replace(/\?\d+$/, "");
}
