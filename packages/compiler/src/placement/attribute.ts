import type { SourceFiles } from "../source/source-files.ts";
import type { Position } from "../source/trace.ts";
import { withoutUse } from "../source/trace.ts";

type Inputs = Readonly<
  Record<string, { readonly imports: readonly { readonly path: string; readonly original?: string }[] }>
>;

/** The author's import of a package. */
export interface Importing {
  /** As the author wrote it: `jose`. */
  readonly specifier: string;
  readonly position: Position;
}

/**
 * The author's import that brought a file into the bundle, by the shortest way; undefined for the author's own files.
 *
 * @param file relative to the sources' root, as source maps name it
 * @param isAuthors distinguishes the author's files from packages
 */
export function findImporting(
  file: string,
  inputs: Inputs,
  isAuthors: (file: string) => boolean,
  files: SourceFiles,
): Importing | undefined {
  if (isAuthors(file)) return undefined;
  const importers = new Map<string, { from: string; specifier: string }>();
  const queue = Object.keys(inputs).filter((input) => isAuthors(withoutUse(input)));
  for (const input of queue) {
    for (const { path, original } of inputs[input]?.imports ?? []) {
      if (importers.has(path) || isAuthors(withoutUse(path))) continue;
      importers.set(path, { from: input, specifier: original ?? path });
      queue.push(path);
    }
  }
  let step = importers.get(file);
  while (step !== undefined && !isAuthors(withoutUse(step.from))) step = importers.get(step.from);
  if (step === undefined) return undefined;
  const from = withoutUse(step.from);
  return { specifier: step.specifier, position: { file: from, ...findImport(from, step.specifier, files) } };
}

function findImport(file: string, specifier: string, files: SourceFiles): { line: number; column: number } {
  const lines = files.get(files.absolute(file))?.text.split("\n") ?? [];
  const quoted = [`"${specifier}"`, `'${specifier}'`];
  const index = lines.findIndex((line) => quoted.some((text) => line.includes(text)));
  return { line: index + 1 || 1, column: 1 };
}
