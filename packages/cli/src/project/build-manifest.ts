import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FunctionArtifact, PlacementRecord, StoreSeeds } from "@featheredge/compiler";

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
  readonly seeds: readonly StoreSeeds[];
}

/** Where the build of an environment is. */
export function buildDirectory(root: string, environment: string): string {
  return join(root, ".featheredge", "build", environment);
}

/** Reads the manifest that the last build of an environment left. */
export function readBuildManifest(root: string, environment: string): BuildManifest {
  return JSON.parse(readFileSync(join(buildDirectory(root, environment), "manifest.json"), "utf8"));
}

/** The functions of a distribution, in the manifest's order. */
export function functionsOf(manifest: BuildManifest, distribution: string): FunctionArtifact[] {
  const names = manifest.behaviors
    .filter((behavior) => behavior.distribution === distribution)
    .flatMap((behavior) => Object.values(behavior.functions));
  return manifest.functions.filter((found) => names.includes(found.name));
}
