import { cloudFrontFunctionQuotas, type EdgeEvent } from "@featheredge/aws-rules";
import { type Bundle, bundle } from "../bundle/bundle.ts";
import { returnsPromise } from "../bundle/is-async.ts";
import { minifyFunction } from "../bundle/minify.ts";
import { lower } from "../lower/lower.ts";
import { type Obstacle, sortObstacles } from "../place/obstacle.ts";
import type { SourceFiles } from "../sources.ts";
import { findLanguageObstacles, findSecretObstacles, sizeObstacle } from "../verify/obstacles.ts";
import { attributeBytes } from "../verify/size.ts";
import type { PreparedHandler } from "./prepare.ts";
import { type ChainRead, findChainReads } from "./viewer-headers.ts";

/** What came of compiling a chain for CloudFront Functions. */
export interface FunctionAttempt {
  /** The artifact's text; undefined when obstacles leave none. */
  readonly code: string | undefined;
  /** In UTF-8, as AWS counts it. */
  readonly bytes: number;
  readonly obstacles: readonly Obstacle[];
  readonly viewerReads: readonly ChainRead[];
}

/**
 * Compiles a chain for CloudFront Functions as far as it goes: bundle, lower, check, minify, check again.
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
  const bundled = await bundleForEvent(event, chain, files);
  const viewerReads = await findChainReads(chain, bundled, files, isAuthors);
  const context = { inputs: bundled.inputs, files, isAuthors };
  const lowered = lower(bundled);
  const found = [...findSecretObstacles(bundled), ...findLanguageObstacles(withoutExport(lowered), context)];
  if (found.length > 0) {
    const value = { code: undefined, bytes: 0, obstacles: sortObstacles(found), viewerReads };
    return { value, inputs: bundled.files };
  }
  const minified = await minifyFunction(lowered);
  const obstacles = findLanguageObstacles(minified, context);
  const bytes = Buffer.byteLength(minified.code);
  const most = cloudFrontFunctionQuotas.codeBytes.value;
  if (bytes > most) obstacles.push(sizeObstacle(bytes, most, attributeBytes(minified.code, minified.map)));
  const value = { code: minified.code, bytes, obstacles: sortObstacles(obstacles), viewerReads };
  return { value, inputs: bundled.files };
}

/** Promises cost steps, so a chain gets the adapter for them only when something in it needs one. */
async function bundleForEvent(
  event: EdgeEvent,
  chain: readonly PreparedHandler[],
  files: SourceFiles,
): Promise<Bundle> {
  const runtime = "cloudfront-function";
  const plain = await bundle({ runtime, event, isAsync: false }, chain, files);
  return returnsPromise(plain.code) ? await bundle({ runtime, event, isAsync: true }, chain, files) : plain;
}

/** The bundle's own export, blanked out where it stands: the last step makes a global of it. */
function withoutExport<T extends { readonly code: string }>(lowered: T): T {
  return {
    ...lowered,
    code: lowered.code.replace(/export \{[^{}]*\bhandler\s*\};?/, (text) => text.replace(/\S/g, " ")),
  };
}
