import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DeployedPosition, SourceLines } from "@featheredge/inspector/api";
import { readManifest } from "../../project/build-manifest.ts";
import { findBuiltFunction } from "./built-function.ts";

/** The lines that are shown before and after the author's line. */
const linesAround = 3;

/**
 * Finds the author's line behind a position in a function's deployed code, by the source map of a build.
 *
 * @param directory the build's folder, which has its manifest
 * @returns undefined for code that no author wrote, for a function without a source map or of another build, and where the
 * author's file has become shorter since
 */
export async function findSourceLines(
  { root, directory }: { readonly root: string; readonly directory: string },
  { functionName, sha256, line, column }: DeployedPosition,
): Promise<SourceLines | undefined> {
  const built = findBuiltFunction(readManifest(directory), functionName);
  if (built?.sha256 !== sha256) return undefined;
  const { sourceMapOf, Tracer } = await import("@featheredge/compiler");
  const map = join(directory, sourceMapOf(built));
  if (!existsSync(map)) return undefined;
  const at = new Tracer(readFileSync(map, "utf8")).trace(line, column - 1);
  if (at === undefined) return undefined;
  const file = join(root, at.file);
  const lines = existsSync(file) ? readFileSync(file, "utf8").split(/\r?\n/) : [];
  if (at.line > lines.length) return undefined;
  const from = Math.max(1, at.line - linesAround);
  return { at, from, lines: lines.slice(from - 1, at.line + linesAround) };
}
