import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { errorCode } from "../source/error-code.ts";
import type { EnvironmentBuild, FunctionArtifact } from "../types.ts";

/** The manifest's text: what was built and where it runs, its keys always in the same order. */
export function writeManifest(build: Omit<EnvironmentBuild, "directory">): string {
  const functions = build.functions.map((found) => ({
    name: found.name,
    runtime: found.runtime,
    event: found.event,
    handlers: found.handlers,
    sources: found.sources,
    file: found.file,
    bytes: found.bytes,
    budgetBytes: found.budgetBytes,
    sha256: found.sha256,
    sourceCodeHash: found.sourceCodeHash,
    reasons: found.reasons,
    viewerHeaders: found.viewerHeaders,
    secrets: found.secrets,
    warnings: found.warnings,
    ...(found.requestBody === undefined ? {} : { requestBody: found.requestBody }),
    ...(found.logsCustomData === undefined ? {} : { logsCustomData: found.logsCustomData }),
    ...(found.keyValueStore === undefined ? {} : { keyValueStore: found.keyValueStore }),
  }));
  const behaviors = build.behaviors.map((behavior) => ({
    distribution: behavior.distribution,
    key: behavior.key,
    path: behavior.path,
    isDefault: behavior.isDefault,
    ...(behavior.bucket === undefined ? {} : { bucket: behavior.bucket }),
    functions: Object.fromEntries(
      Object.entries(behavior.functions).map(([event, found]: [string, FunctionArtifact]) => [event, found.name]),
    ),
  }));
  const placements = build.placements.map((found) => ({
    distribution: found.distribution,
    key: found.key,
    path: found.path,
    event: found.event,
    function: found.function,
    cause: found.cause,
    reasons: found.reasons,
  }));
  const stores = build.stores.map(({ keys: _, ...store }) => store);
  return `${JSON.stringify({ environment: build.environment, functions, behaviors, placements, stores }, undefined, 2)}\n`;
}

/**
 * Replaces a directory as a whole: a reader sees the old files or the new ones, never a mixture.
 *
 * @param contents bytes by their path relative to the directory, with `/`
 */
export async function replaceDirectory(directory: string, contents: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const suffix = `${process.pid}-${randomBytes(4).toString("hex")}`;
  const fresh = `${directory}.new-${suffix}`;
  const old = `${directory}.old-${suffix}`;
  try {
    for (const [name, bytes] of contents) {
      const file = path.join(fresh, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    await swap(fresh, directory, old);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

/** Another build of the same environment may swap at the same time; the later one wins. */
async function swap(fresh: string, directory: string, old: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await rename(directory, old).catch(unless("ENOENT"));
    try {
      await rename(fresh, directory);
      return;
    } catch (error) {
      if (attempt === 5) throw error;
      unless("ENOTEMPTY", "EEXIST")(error);
      await rm(old, { recursive: true, force: true });
    }
  }
}

function unless(...codes: string[]): (error: unknown) => void {
  return (error) => {
    if (!codes.includes(errorCode(error) ?? "")) throw error;
  };
}
