import { readFileSync } from "node:fs";
import path from "node:path";
import type { PreviewBehavior, PreviewCode, PreviewFunction } from "@featheredge/edge-sdk/preview";
import { unzipSync } from "fflate";
import type { BehaviorBuild, EnvironmentBuild, FunctionArtifact } from "../types.ts";

/** A preview of one distribution, as the project's own code describes it: `.featheredge/previews/<environment>/<distribution>.json`. */
export interface PreviewBuild {
  readonly code: PreviewCode;
  /** The preview's own entries of the KeyValueStore, by their keys without its prefix. */
  readonly values: Readonly<Record<string, string>>;
  /** The settings of the content of each static origin, as `content sync` takes them. */
  readonly content: Readonly<Record<string, unknown>>;
}

/**
 * The code of a preview from its build, in which all functions are in Lambda@Edge. The digest of its content is still
 * empty.
 *
 * @param distribution a key of the environment's distributions
 */
export function previewCode(
  build: Pick<EnvironmentBuild, "behaviors" | "directory">,
  distribution: string,
  defaultRootObject: string | undefined,
): PreviewCode {
  const own = build.behaviors.filter((behavior) => behavior.distribution === distribution);
  const ordered = [...own.filter(({ isDefault }) => !isDefault), ...own.filter(({ isDefault }) => isDefault)];
  const artifacts = new Map(own.flatMap(({ functions }) => Object.values(functions).map((one) => [one.name, one])));
  return {
    version: 1,
    content: "",
    ...(defaultRootObject === undefined ? {} : { defaultRootObject }),
    behaviors: ordered.map(behaviorOf),
    functions: Object.fromEntries(
      [...artifacts].map(([name, artifact]) => [name, functionOf(artifact, path.join(build.directory, artifact.file))]),
    ),
  };
}

function behaviorOf({ path: pattern, functions }: BehaviorBuild): PreviewBehavior {
  const names = Object.entries(functions).map(([event, { name }]) => [event, name]);
  return { path: pattern, functions: Object.fromEntries(names) };
}

function functionOf({ event, requestBody, callbackIn, viewerHeaders }: FunctionArtifact, zip: string): PreviewFunction {
  const { "index.js": code = new Uint8Array() } = unzipSync(readFileSync(zip));
  return {
    code: Buffer.from(code).toString(),
    ...(requestBody === undefined ? {} : { includeBody: true }),
    ...(callbackIn === undefined ? {} : { callback: true }),
    ...(event === "viewer-request" && viewerHeaders.length > 0 ? { needsViewerHeaders: true } : {}),
  };
}
