import { cloudFrontFunctionQuotas, type EdgeEvent } from "@featheredge/aws-rules";
import { type Bundle, bundle } from "../bundle/bundle.ts";
import { BundleError } from "../bundle/bundle-error.ts";
import { returnsPromise } from "../bundle/is-async.ts";
import { minifyFunction } from "../bundle/minify.ts";
import { sdkDirectory } from "../bundle/plugin.ts";
import { readsStore } from "../bundle/store-reads.ts";
import { lower } from "../lower/lower.ts";
import { nativeObstacle, nativeObstacleMessage } from "../native/check-native.ts";
import { type Obstacle, sortObstacles } from "../place/obstacle.ts";
import type { SourceFiles } from "../sources.ts";
import { findDifferences } from "../verify/differences/find-differences.ts";
import {
  type Authorship,
  authorsObstacles,
  findBodyObstacles,
  findLanguageObstacles,
  findLoadObstacles,
  findSecretObstacles,
  sizeObstacle,
} from "../verify/obstacles.ts";
import { findModuleLoads, refuseUnknownModules } from "../verify/requires.ts";
import { loadError, refusalByNjs } from "../verify/second-opinion.ts";
import { attributeBytes, describeLargest } from "../verify/size.ts";
import type { PreparedHandler } from "./prepare.ts";
import { findRefusals, type WriteProblems } from "./refusals.ts";
import { type ChainRead, findChainReads } from "./viewer-headers.ts";

/** What came of compiling a chain for CloudFront Functions. */
export interface FunctionAttempt extends WriteProblems {
  /** The artifact's text; undefined when obstacles leave none. */
  readonly code: string | undefined;
  /** In UTF-8, as AWS counts it. */
  readonly bytes: number;
  readonly obstacles: readonly Obstacle[];
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
  const [obstacle] = chain.flatMap(({ native, file }) => nativeObstacle(native, files.relative(file)));
  if (obstacle !== undefined) {
    const value = {
      code: undefined,
      bytes: 0,
      obstacles: [obstacle],
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
  const language = findLanguageObstacles(artifact ?? lowered, authorship);
  const obstacles = [
    ...authorsObstacles([
      ...findSecretObstacles(bundled),
      ...findDifferences({ ...bundled, ...bundled.plain }, isSdk),
      ...findLoadObstacles(loads, authorship),
      ...(event === "viewer-request" && chain[0]?.native === undefined ? findBodyObstacles(bundled.plain) : []),
      ...(language.length === 0 ? [] : await atTheirLines(language, bundled, isSdk, authorship)),
    ]),
  ];
  const [own] = chain;
  if (own?.native !== undefined && obstacles.length > 0) {
    throw new BundleError(
      sortObstacles(obstacles).map((found) => nativeObstacleMessage(files.relative(own.file), found)),
    );
  }
  if (artifact === undefined) {
    return {
      value: {
        code: undefined,
        bytes: 0,
        obstacles: sortObstacles(obstacles),
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
  if (bytes > most && obstacles.length === 0) {
    obstacles.push(sizeObstacle(bytes, most, describeLargest(attributeBytes(artifact.code, artifact.map), files)));
  }
  const code = obstacles.length > 0 ? undefined : artifact.code;
  if (code !== undefined) await askNjs(code, chain, files);
  const runtime = "cloudfront-function";
  const written = await findRefusals({ runtime, event }, chain, bundled, files, isAuthors);
  const value = { code, bytes, obstacles: sortObstacles(obstacles), viewerReads, readsStore: store, ...written };
  return { value, inputs: bundled.files };
}

/**
 * Obstacles where the author wrote them. Specialising moves what it inlines to another line, so each is looked for in
 * the bundle as it was before; one that is not there keeps its place.
 */
async function atTheirLines(
  found: readonly Obstacle[],
  bundled: Bundle,
  isSdk: (file: string) => boolean,
  authorship: Authorship,
): Promise<Obstacle[]> {
  const lowered = lower({ ...bundled, ...bundled.plain }, isSdk);
  const before = findLanguageObstacles((await minifyFunction(lowered)) ?? lowered, authorship);
  const isSame = (a: Obstacle, b: Obstacle) => a.rule === b.rule && a.what === b.what;
  const kept = before.filter((obstacle) => found.some((other) => isSame(obstacle, other)));
  return [...kept, ...found.filter((obstacle) => !kept.some((other) => isSame(obstacle, other)))];
}

/** Code that passes the language check and that njs does not load is our defect, unless it fails to load anywhere. */
async function askNjs(code: string, chain: readonly PreparedHandler[], files: SourceFiles): Promise<void> {
  const refusal = await refusalByNjs(code);
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
