import type { EdgeEvent } from "@featheredge/aws-rules";
import { nativeBlocker } from "../native/check-native.ts";
import { runPasses } from "../passes/passes.ts";
import { type Blocker, sortBlockers } from "../placement/blocker.ts";
import { authorsMap } from "../source/authors-map.ts";
import type { SourceFiles } from "../source/source-files.ts";
import { checkSources, type SourceDiagnostics } from "./check-sources.ts";
import type { PreparedHandler } from "./prepare.ts";
import { type ChainRead, findChainReads } from "./viewer-headers.ts";

/** The result of compiling a chain for CloudFront Functions. */
export interface FunctionAttempt extends SourceDiagnostics {
  /** The artifact's text; undefined when there are blockers. */
  readonly code: string | undefined;
  /** The source map of `code`, as JSON, which leads to the author's files; empty without code. */
  readonly map: string;
  /** In UTF-8, as AWS counts it. */
  readonly bytes: number;
  readonly blockers: readonly Blocker[];
  readonly viewerReads: readonly ChainRead[];
  /** True if it reads its distribution's KeyValueStore. */
  readonly readsStore: boolean;
}

const nothing = {
  code: undefined,
  map: "",
  bytes: 0,
  blockers: [],
  viewerReads: [],
  readsStore: false,
  errors: [],
  warnings: [],
};

/**
 * Compiles a chain for CloudFront Functions as far as possible: see `passes/passes.ts`.
 *
 * @returns the attempt, and the files that it read
 * @throws DiagnosticError when the author's sources can't be bundled at all
 */
export async function compileCloudFrontFunction(
  event: EdgeEvent,
  chain: readonly PreparedHandler[],
  files: SourceFiles,
  isAuthors: (file: string) => boolean,
): Promise<{ value: FunctionAttempt; inputs: readonly string[] }> {
  const [blocker] = chain.flatMap(({ native, file }) => nativeBlocker(native, files.relative(file)));
  if (blocker !== undefined) {
    return { value: { ...nothing, blockers: [blocker] }, inputs: chain.map(({ file }) => file) };
  }
  const { bundle, artifact, blockers, readsStore } = await runPasses({ event, chain, files, isAuthors });
  const attempt = {
    ...nothing,
    blockers: sortBlockers(blockers),
    viewerReads: await findChainReads(chain, bundle, files, isAuthors),
    readsStore,
  };
  if (artifact === undefined) return { value: attempt, inputs: bundle.files };
  const code = blockers.length > 0 ? undefined : artifact.code;
  const map = code === undefined ? "" : authorsMap(artifact.map, isAuthors);
  const bytes = Buffer.byteLength(artifact.code);
  const written = await checkSources({ runtime: "cloudfront-function", event }, chain, bundle, files, isAuthors);
  return { value: { ...attempt, code, map, bytes, ...written }, inputs: bundle.files };
}
