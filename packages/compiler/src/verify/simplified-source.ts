import type * as t from "@babel/types";
import { type TransformFailure, transform } from "esbuild";
import { parse } from "../source/babel.ts";
import { type Position, Tracer } from "../source/trace.ts";

/** A line and column of the author's, from 1. */
export type LineAndColumn = Pick<Position, "line" | "column">;

/** A source without its types, and without branches that constants rule out. */
export interface SimplifiedSource {
  readonly tree: t.File;
  /** The author's position behind a node of the tree. */
  positionOf(node: t.Node): LineAndColumn;
}

/**
 * Simplifies a source for the checks that read it.
 *
 * @param source TypeScript, with its config in it, and a source map at its end where it was changed
 * @returns undefined when it does not parse: the bundler reports why, at the line
 */
export async function simplify(source: string): Promise<SimplifiedSource | undefined> {
  const transformed = await transform(source, {
    loader: "ts",
    minifySyntax: true,
    sourcemap: "external",
    tsconfigRaw: {},
    logLevel: "silent",
  }).catch((error: TransformFailure) => {
    if (error.errors === undefined) throw error;
    return undefined;
  });
  if (transformed === undefined) return undefined;
  const tracer = new Tracer(transformed.map);
  return {
    tree: parse(transformed.code),
    positionOf({ loc }) {
      const { line, column } = loc?.start ?? { line: 1, column: 0 };
      const { line: authors = line, column: of = column + 1 } = tracer.trace(line, column) ?? {};
      return { line: authors, column: of };
    },
  };
}
