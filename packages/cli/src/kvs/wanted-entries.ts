import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildDirectory, readBuildManifest } from "../project/build-manifest.ts";

/** The entries that the last build of an environment gave a distribution's store. */
export function wantedEntries(root: string, environment: string, distribution: string): Map<string, string> {
  const built = readBuildManifest(root, environment).stores?.find((store) => store.distribution === distribution);
  if (built === undefined) return new Map();
  const pairs: { key: string; value: string }[] = JSON.parse(
    readFileSync(join(buildDirectory(root, environment), built.file), "utf8"),
  );
  return new Map(pairs.map(({ key, value }) => [key, value]));
}
