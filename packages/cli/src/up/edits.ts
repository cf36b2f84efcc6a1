import { readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { BuildManifest } from "../project/build-manifest.ts";
import { upDirectory } from "./builder.ts";
import type { LastBuild } from "./state.ts";

/** Paths from the project's root, with `/`. */
export function projectPaths(root: string, files: readonly string[]): string[] {
  return files.map((file) => relative(root, file).split(sep).join("/"));
}

/**
 * When files were edited, in milliseconds since 1970: the time of the latest change that their folders have. A file that
 * is gone, or has a time in the future or long ago, as one of another branch may, counts as edited now.
 */
export function editTime(files: readonly string[], now: number): number {
  const times = files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now);
  const latest = Math.max(...times);
  return latest > now - 10_000 && latest <= now ? latest : now;
}

/** Describes a build that has just been written. */
export function lastBuild(root: string, environment: string, milliseconds: number): LastBuild {
  const file = join(upDirectory(root, environment), "build", "manifest.json");
  const { functions }: BuildManifest = JSON.parse(readFileSync(file, "utf8"));
  return {
    succeeded: true,
    milliseconds,
    functions: functions.map(({ name, runtime, bytes }) => ({ name, runtime, bytes })),
  };
}
