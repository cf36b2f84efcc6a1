import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { functionFile } from "../distribution/functions.ts";
import { seedsFile } from "../distribution/key-value-store.ts";
import { contentFolder } from "../distribution/origins.ts";
import type { SynthesisInput } from "./synthesise.ts";

/** What a stack's folder holds beside its configuration. */
export interface StackFiles {
  readonly name: string;
  readonly environment: string;
  readonly distribution: string;
  /** Target, relative to the stack's folder, to source. */
  readonly functions: ReadonlyMap<string, string>;
  /** Target, relative to the stack's folder, to source, relative to the repository. */
  readonly content: ReadonlyMap<string, string>;
  /** Target, relative to the stack's folder, to source. */
  readonly seeds: ReadonlyMap<string, string>;
}

export function stackFiles(
  name: string,
  distribution: string,
  { name: environment, ...input }: SynthesisInput,
): StackFiles {
  const artifacts = input.build.behaviors
    .filter((behavior) => behavior.distribution === distribution)
    .flatMap(({ functions }) => Object.values(functions));
  const origins = Object.entries(input.environment.distributions[distribution]?.origins ?? {});
  return {
    name,
    environment,
    distribution,
    functions: new Map(
      artifacts.map((artifact) => [functionFile(artifact), join(input.build.directory, artifact.file)]),
    ),
    seeds: new Map(
      input.build.seeds
        .filter((seeds) => seeds.distribution === distribution)
        .map(({ file }) => [seedsFile, join(input.build.directory, file)]),
    ),
    content: new Map(
      origins.flatMap(([key, origin]) =>
        origin.type === "static" && origin.content !== undefined ? [[contentFolder(key), origin.content]] : [],
      ),
    ),
  };
}

/**
 * Copies functions, content and the lock file to a stack's folder. The lock file goes along because the output is not
 * committed, and without it `terraform init` would take any provider that fits the constraint.
 */
export function writeStackFiles(files: StackFiles, root: string, directory: string): void {
  if (files.functions.size > 0) mkdirSync(join(directory, "functions"), { recursive: true });
  for (const [target, source] of files.functions) copyFileSync(source, join(directory, target));
  for (const [target, source] of files.seeds) copyFileSync(source, join(directory, target));
  for (const [target, source] of files.content) copyFolder(join(root, source), join(directory, target));
  copyFileSync(join(root, "stacks", "terraform.lock.hcl"), join(directory, ".terraform.lock.hcl"));
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const copy = entry.isDirectory() ? copyFolder : copyFileSync;
    copy(join(from, entry.name), join(to, entry.name));
  }
}
