import { join, relative, sep } from "node:path";
import type { Context } from "../context.ts";
import { type BuildManifest, readBuildManifest } from "../project/build-manifest.ts";
import { buildHandlers } from "../project/synthesis.ts";
import { AlreadyReported, diagnosticsOf, mistakesAsText } from "../report/failure.ts";
import { watchChanges } from "../watch/changes.ts";

/**
 * Builds environments now and whenever a handler or an environment changes, with a line for each, until it is stopped.
 * A build that fails has said why; the last good one stays.
 *
 * @throws what `stop` was aborted with.
 */
export async function watchBuild(context: Context, names: readonly string[]): Promise<never> {
  const { root, output, interruption } = context;
  const { stop } = interruption;
  const ended = new AbortController();
  const hashes = new Map<string, ReadonlyMap<string, string>>();
  const folders = [join(root, "edge-handlers"), join(root, "environments")];
  // Watched from before the first build, so that changes during it are built too.
  const batches = await watchChanges(() => folders, AbortSignal.any([stop, ended.signal]));
  try {
    await buildOnce(context, names, hashes);
    for await (const files of batches) {
      output.progress(`changed: ${files.map((file) => relative(root, file).split(sep).join("/")).join(", ")}`);
      await buildOnce(context, names, hashes);
    }
    throw stop.reason;
  } finally {
    ended.abort();
  }
}

async function buildOnce(
  context: Context,
  names: readonly string[],
  hashes: Map<string, ReadonlyMap<string, string>>,
): Promise<void> {
  const { root, output } = context;
  try {
    await buildHandlers(context, names);
  } catch (error) {
    const diagnostics = diagnosticsOf(error);
    if (diagnostics !== undefined) output.passOn(await mistakesAsText(root, diagnostics));
    else if (!(error instanceof AlreadyReported)) throw error;
    output.progress("not built; waiting for the next change");
    return;
  }
  for (const name of names) {
    const now = hashesOf(readBuildManifest(root, name));
    output.print(describeBuild(name, hashes.get(name), now));
    hashes.set(name, now);
  }
}

function hashesOf({ functions }: BuildManifest): ReadonlyMap<string, string> {
  return new Map(functions.map(({ name, sha256 }) => [name, sha256]));
}

/** `prod: 5 functions; new: a; changed: b, c; gone: d`. */
export function describeBuild(
  environment: string,
  before: ReadonlyMap<string, string> | undefined,
  now: ReadonlyMap<string, string>,
): string {
  const count = `${environment}: ${now.size} ${now.size === 1 ? "function" : "functions"}`;
  if (before === undefined) return `${count}\n`;
  const names = [...now.keys()];
  const parts = [
    ["new", names.filter((name) => !before.has(name))],
    ["changed", names.filter((name) => before.has(name) && before.get(name) !== now.get(name))],
    ["gone", [...before.keys()].filter((name) => !now.has(name))],
  ] as const;
  const changes = parts
    .flatMap(([what, list]) => (list.length === 0 ? [] : [`; ${what}: ${list.join(", ")}`]))
    .join("");
  return `${count}${changes === "" ? "; none changed" : changes}\n`;
}
