import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

export interface Published {
  /** The stacks that were synthesised. */
  readonly stacks: readonly string[];
  /** The environments that were synthesised, and all there are. */
  readonly synthesised: readonly string[];
  readonly known: readonly string[];
}

/**
 * Puts what was made in `staging` in its place in `outputDirectory`, and takes away stacks that are gone. What Terraform
 * keeps in a stack's folder (its plugins, plans, and a local state) stays.
 */
export function publish(staging: string, outputDirectory: string, published: Published): void {
  const target = join(outputDirectory, "stacks");
  mkdirSync(target, { recursive: true });
  for (const stack of folders(target)) {
    if (!published.stacks.includes(stack) && isGone(stack, published)) removeStack(join(target, stack));
  }
  for (const stack of published.stacks) replaceStack(join(staging, "stacks", stack), join(target, stack));
  renameSync(join(staging, "manifest.json"), join(outputDirectory, "manifest.json"));
}

/** After a synthesis of every environment, what was not written is gone; else only what belongs to one that was. */
function isGone(stack: string, { synthesised, known }: Published): boolean {
  if (known.every((name) => synthesised.includes(name))) return true;
  const owner = known
    .filter((name) => stack.endsWith(`-${name}`))
    .reduce<string | undefined>((longest, name) => (name.length > (longest?.length ?? 0) ? name : longest), undefined);
  return owner !== undefined && synthesised.includes(owner);
}

const written = new Set(["metadata.json", ".terraform.lock.hcl", "functions", "content"]);

/** Terraform reads every file of these endings, so one that an earlier version wrote must not stay. */
function isWritten(entry: string): boolean {
  return written.has(entry) || entry.endsWith(".tf") || entry.endsWith(".tf.json");
}

function replaceStack(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(to).filter(isWritten)) rmSync(join(to, entry), { recursive: true });
  for (const entry of readdirSync(from)) renameSync(join(from, entry), join(to, entry));
}

/** A local state outlives its stack: it alone knows what is still to be destroyed. */
function removeStack(directory: string): void {
  const entries = readdirSync(directory);
  const kept = entries.filter((entry) => entry.startsWith("terraform.tfstate"));
  if (kept.length === 0) {
    rmSync(directory, { recursive: true });
    return;
  }
  for (const entry of entries.filter((one) => !kept.includes(one))) rmSync(join(directory, entry), { recursive: true });
}

function folders(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
