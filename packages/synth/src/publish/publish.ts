import { type Dirent, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
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

/** Terraform's own folders. A synthesis writes all others, such as one for each distribution of a stack. */
const terraformFolders = new Set([".terraform", "terraform.tfstate.d"]);

/** Files without Terraform's extensions that a synthesis writes. */
const written = new Set(["metadata.json", ".terraform.lock.hcl"]);

/** Terraform reads every file with these extensions, so files that an earlier synthesis wrote must not stay. */
function isWritten(entry: Dirent): boolean {
  const { name } = entry;
  if (entry.isDirectory()) return !terraformFolders.has(name);
  return written.has(name) || name.endsWith(".tf") || name.endsWith(".tf.json");
}

function replaceStack(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const { name } of readdirSync(to, { withFileTypes: true }).filter(isWritten)) {
    rmSync(join(to, name), { recursive: true });
  }
  for (const entry of readdirSync(from)) renameSync(join(from, entry), join(to, entry));
}
