import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FunctionArtifact, InitialEntries, PlacementRecord } from "@featheredge/compiler";

/** `manifest.json` of a build: behaviors name their functions. */
export interface BuildManifest {
  readonly environment: string;
  readonly functions: readonly FunctionArtifact[];
  readonly behaviors: readonly {
    readonly distribution: string;
    readonly key: string;
    readonly path: string;
    readonly isDefault: boolean;
    /** The static origin behind it, whose bucket decodes paths. */
    readonly bucket?: string;
    readonly functions: Readonly<Record<string, string>>;
  }[];
  readonly placements: readonly PlacementRecord[];
  readonly stores: readonly Omit<InitialEntries, "keys">[];
}

/** Where the build of an environment is. */
export function buildDirectory(root: string, environment: string): string {
  return join(root, ".featheredge", "build", environment);
}

/** Where results of the compiler are kept, by the inputs that they were made from. */
export function cacheDirectory(root: string): string {
  return join(root, ".featheredge", "cache");
}

/** Reads the manifest that the last build of an environment left. */
export function readBuildManifest(root: string, environment: string): BuildManifest {
  return readManifest(buildDirectory(root, environment));
}

/** Reads the manifest in a build's folder. */
export function readManifest(directory: string): BuildManifest {
  return JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8"));
}

/** The edge functions whose files a stack's folder contains, in the manifest's order. */
export function functionsIn(stackDirectory: string, manifest: BuildManifest): FunctionArtifact[] {
  return manifest.functions.filter(({ file }) => existsSync(join(stackDirectory, file)));
}
