import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type GoneStack, keepGoneStacks, type Published } from "./gone-stacks.ts";

/**
 * Moves the stacks from `staging` to `outputDirectory`. Terraform's own files in a stack's folder (its plugins, plans,
 * and a local state) stay.
 * @returns the stacks whose configuration is gone, and whose folders are kept
 */
export function publish(staging: string, outputDirectory: string, published: Published): GoneStack[] {
  const target = join(outputDirectory, "stacks");
  mkdirSync(target, { recursive: true });
  const gone = keepGoneStacks(target, published);
  for (const stack of published.stacks) replaceStack(join(staging, "stacks", stack), join(target, stack));
  renameSync(join(staging, "manifest.json"), join(outputDirectory, "manifest.json"));
  return gone;
}

/** Other entries that a synthesis writes. */
const written = new Set(["metadata.json", ".terraform.lock.hcl", "functions", "content"]);

/** Terraform reads every file with these extensions, so files that an earlier synthesis wrote must not stay. */
function isWritten(entry: string): boolean {
  return written.has(entry) || entry.endsWith(".tf") || entry.endsWith(".tf.json");
}

function replaceStack(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(to).filter(isWritten)) rmSync(join(to, entry), { recursive: true });
  for (const entry of readdirSync(from)) renameSync(join(from, entry), join(to, entry));
}
