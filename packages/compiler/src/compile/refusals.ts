import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { Bundle } from "../bundle/bundle.ts";
import type { SourceFiles } from "../sources.ts";
import { checkWrite } from "../verify/writes/check.ts";
import { findWrites, type Write } from "../verify/writes/find.ts";
import type { PreparedHandler } from "./prepare.ts";

/**
 * What CloudFront would answer 502 to of what a chain writes by constants, in its runtime and at its event: a sentence
 * each, at the author's line and column.
 */
export async function findRefusals(
  { runtime, event }: { readonly runtime: EdgeRuntime; readonly event: EdgeEvent },
  chain: readonly PreparedHandler[],
  { shipped }: Bundle,
  files: SourceFiles,
  isAuthors: (file: string) => boolean,
): Promise<string[]> {
  const written = new Map<string, readonly Write[]>(chain.map(({ file, writes }) => [files.relative(file), writes]));
  for (const { file } of shipped) {
    if (written.has(file) || !isAuthors(file)) continue;
    written.set(file, await findWrites(files.get(files.absolute(file))?.text ?? "", false));
  }
  return [...written].flatMap(([file, writes]) =>
    writes.flatMap((write) =>
      checkWrite(write, runtime, event).map(
        ({ message, page }) => `${file}:${write.at.line}:${write.at.column}: ${message} See ${page}`,
      ),
    ),
  );
}
