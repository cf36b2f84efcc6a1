import type { Bundle } from "../bundle/bundle.ts";
import { findViewerReads } from "../load/viewer-reads.ts";
import type { SourceFiles } from "../source/source-files.ts";
import { compare } from "../source/text.ts";
import type { PreparedHandler } from "./prepare.ts";

/** A header that a chain reads, and where: `edge-handlers/country-router/handler.ts:9`. */
export interface ChainRead {
  readonly header: string;
  readonly at: string;
}

/** The `CloudFront-*` headers that the author's files of a bundle read, sorted; each with where it is first read. */
export async function findChainReads(
  chain: readonly PreparedHandler[],
  { shipped }: Bundle,
  files: SourceFiles,
  isAuthors: (file: string) => boolean,
): Promise<ChainRead[]> {
  const reads = new Map<string, string>();
  const add = (file: string, found: readonly { header: string; line: number }[]) => {
    for (const { header, line } of found) {
      if (!reads.has(header)) reads.set(header, `${file}:${line}`);
    }
  };
  for (const { file, viewerReads } of chain) add(files.relative(file), viewerReads);
  const handlerFiles = new Set(chain.map(({ file }) => files.relative(file)));
  for (const { file } of shipped) {
    if (handlerFiles.has(file) || !isAuthors(file)) continue;
    add(file, await findViewerReads(files.get(files.absolute(file))?.text ?? ""));
  }
  return [...reads].map(([header, at]) => ({ header, at })).sort((a, b) => compare(a.header, b.header));
}
