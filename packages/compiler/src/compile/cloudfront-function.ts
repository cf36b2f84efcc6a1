import { cloudFrontFunctionQuotas, type EdgeEvent } from "@featheredge/aws-rules";
import { type Bundle, bundle } from "../bundle/bundle.ts";
import { BundleError } from "../bundle/bundle-error.ts";
import { sdkDirectory } from "../bundle/plugin.ts";
import { nativeBlocker, nativeBlockerMessage } from "../native/check-native.ts";
import { lower } from "../passes/lower.ts";
import { minifyFunction } from "../passes/minify/minify.ts";
import { type Blocker, sortBlockers } from "../placement/blocker.ts";
import type { SourceFiles } from "../source/source-files.ts";
import {
  type Authorship,
  authorsBlockers,
  findBodyBlockers,
  findLanguageBlockers,
  findLoadBlockers,
  findSecretBlockers,
  sizeBlocker,
} from "../verify/blockers.ts";
import { findDifferences } from "../verify/differences/find-differences.ts";
import { loadError, njsError } from "../verify/njs-check.ts";
import { findModuleLoads, refuseUnknownModules } from "../verify/requires.ts";
import { attributeBytes, describeLargest } from "../verify/size.ts";
import { returnsPromise } from "./is-async.ts";
import type { PreparedHandler } from "./prepare.ts";
import { findRefusals, type WriteProblems } from "./refusals.ts";
import { readsStore } from "./store-reads.ts";
import { type ChainRead, findChainReads } from "./viewer-headers.ts";

/** What came of compiling a chain for CloudFront Functions. */
export interface FunctionAttempt extends WriteProblems {
  /** The artifact's text; undefined when blockers leave none. */
  readonly code: string | undefined;
  /** In UTF-8, as AWS counts it. */
  readonly bytes: number;
  readonly blockers: readonly Blocker[];
  readonly viewerReads: readonly ChainRead[];
  /** Whether it reads its distribution's KeyValueStore. */
  readonly readsStore: boolean;
}

/**
 * Compiles a chain for CloudFront Functions as far as it goes: bundle, lower, minify, then check the
 * very text that would be uploaded.
 *
 * @returns the attempt, and the files that it read
 * @throws BundleError when the author's sources can't be bundled at all
 */
export async function compileCloudFrontFunction(
  event: EdgeEvent,
  chain: readonly PreparedHandler[],
  files: SourceFiles,
  isAuthors: (file: string) => boolean,
): Promise<{ value: FunctionAttempt; inputs: readonly string[] }> {
  const [blocker] = chain.flatMap(({ native, file }) => nativeBlocker(native, files.relative(file)));
  if (blocker !== undefined) {
    const value = {
      code: undefined,
      bytes: 0,
      blockers: [blocker],
      viewerReads: [],
      readsStore: false,
      refusals: [],
      warnings: [],
    };
    return { value, inputs: chain.map(({ file }) => file) };
  }
  const { bundled, store } = await bundleForEvent(event, chain, files);
  const loads = findModuleLoads(bundled);
  refuseUnknownModules(loads, isAuthors);
  const viewerReads = await findChainReads(chain, bundled, files, isAuthors);
  const isSdk = (file: string) => files.absolute(file).startsWith(sdkDirectory);
  const lowered = lower(bundled, isSdk);
  const artifact = await minifyFunction(lowered);
  const authorship = { inputs: bundled.inputs, files, isAuthors };
  const language = findLanguageBlockers(artifact ?? lowered, authorship);
  const blockers = [
    ...authorsBlockers([
      ...findSecretBlockers(bundled),
      ...findDifferences({ ...bundled, ...bundled.plain }, isSdk),
      ...findLoadBlockers(loads, authorship),
      ...(event === "viewer-request" && chain[0]?.native === undefined ? findBodyBlockers(bundled.plain) : []),
      ...(language.length === 0 ? [] : await atTheirLines(language, bundled, isSdk, authorship)),
    ]),
  ];
  const [own] = chain;
  if (own?.native !== undefined && blockers.length > 0) {
    throw new BundleError(sortBlockers(blockers).map((found) => nativeBlockerMessage(files.relative(own.file), found)));
  }
  if (artifact === undefined) {
    return {
      value: {
        code: undefined,
        bytes: 0,
        blockers: sortBlockers(blockers),
        viewerReads,
        readsStore: store,
        refusals: [],
        warnings: [],
      },
      inputs: bundled.files,
    };
  }
  const bytes = Buffer.byteLength(artifact.code);
  const most = cloudFrontFunctionQuotas.codeBytes.value;
  // What the language refuses says why already; the size of what can't run says nothing.
  if (bytes > most && blockers.length === 0) {
    blockers.push(sizeBlocker(bytes, most, describeLargest(attributeBytes(artifact.code, artifact.map), files)));
  }
  const code = blockers.length > 0 ? undefined : artifact.code;
  if (code !== undefined) await askNjs(code, chain, files);
  const runtime = "cloudfront-function";
  const written = await findRefusals({ runtime, event }, chain, bundled, files, isAuthors);
  const value = { code, bytes, blockers: sortBlockers(blockers), viewerReads, readsStore: store, ...written };
  return { value, inputs: bundled.files };
}

/**
 * Blockers where the author wrote them. Specialising moves what it inlines to another line, so each is looked for in
 * the bundle as it was before; one that is not there keeps its place.
 */
async function atTheirLines(
  found: readonly Blocker[],
  bundled: Bundle,
  isSdk: (file: string) => boolean,
  authorship: Authorship,
): Promise<Blocker[]> {
  const lowered = lower({ ...bundled, ...bundled.plain }, isSdk);
  const before = findLanguageBlockers((await minifyFunction(lowered)) ?? lowered, authorship);
  const isSame = (a: Blocker, b: Blocker) => a.rule === b.rule && a.what === b.what;
  const kept = before.filter((blocker) => found.some((other) => isSame(blocker, other)));
  return [...kept, ...found.filter((blocker) => !kept.some((other) => isSame(blocker, other)))];
}

/** Code that passes the language check and that njs does not load is our defect, unless it fails to load anywhere. */
async function askNjs(code: string, chain: readonly PreparedHandler[], files: SourceFiles): Promise<void> {
  const refusal = await njsError(code);
  if (refusal === undefined) return;
  const sources = chain.map(({ file }) => files.relative(file)).join(", ");
  const error = await loadError(code);
  if (error !== undefined) {
    throw new BundleError([
      `${sources}: the code outside of the handler throws when CloudFront loads the function: ${error}. Correct it, or move it into the handler.`,
    ]);
  }
  throw new BundleError([
    `${sources}: the compiled function passes the language check, but njs does not load it: ${refusal}. Report it with this source; until then, pin the handler to lambda-at-edge.`,
  ]);
}

/** Promises cost steps, and a store its bytes, so a chain gets what it needs only. */
async function bundleForEvent(
  event: EdgeEvent,
  chain: readonly PreparedHandler[],
  files: SourceFiles,
): Promise<{ bundled: Bundle; store: boolean }> {
  const runtime = "cloudfront-function";
  const native = chain[0]?.native;
  const plain = await bundle({ runtime, event, native, isAsync: false, store: false }, chain, files);
  const isAsync = returnsPromise(plain.code);
  const store = readsStore(plain, files);
  if (!isAsync && !store) return { bundled: plain, store };
  return { bundled: await bundle({ runtime, event, native, isAsync, store }, chain, files), store };
}
