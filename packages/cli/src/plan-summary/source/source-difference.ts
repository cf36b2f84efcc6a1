import { formatCode } from "@featheredge/compiler";
import type { BeforeAfter, FileDifference, SourceDifference } from "../model.ts";
import { lineDifferences } from "./line-differences.ts";
import { localFiles, type ReadFile } from "./local-files.ts";

export interface SourceInput {
  /** The files of the function's handlers. */
  readonly sources: readonly string[];
  /** Reads at the base commit; undefined where the base is unknown. */
  readonly readBase: ReadFile | undefined;
  /** Undefined where the planned sources are not here. */
  readonly readNow: ReadFile | undefined;
  /** The compiled code of a CloudFront Function; a zip's code before is not known. */
  readonly code: BeforeAfter<string>;
}

/** The difference of a function's sources; where they don't differ, such as after a change of config, of its code. */
export async function sourceDifference({ sources, readBase, readNow, code }: SourceInput): Promise<SourceDifference> {
  // A handler's config is next to it, and its schema decides what is built into the code.
  const entries = sources.flatMap((path) => [path, path.replace(/[^/]+$/, "config.ts")]);
  if (readBase !== undefined && readNow !== undefined) {
    const [before, after] = await Promise.all([localFiles(entries, readBase), localFiles(entries, readNow)]);
    const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
    const files = paths.flatMap((path) => fileDifference(path, before.get(path) ?? "", after.get(path) ?? ""));
    if (files.length > 0) return { kind: "source", files };
  }
  if (code.before === undefined || code.after === undefined) return { kind: "unknown", files: [] };
  const files = fileDifference("compiled", formatCode(code.before), formatCode(code.after));
  return { kind: files.length === 0 ? "none" : "compiled", files };
}

function fileDifference(path: string, before: string, after: string): FileDifference[] {
  const hunks = before === after ? [] : lineDifferences(before, after);
  if (hunks.length === 0) return [];
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
  return [{ path, added: count("+"), removed: count("-"), hunks }];
}
