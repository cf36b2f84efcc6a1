import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Files } from "./archive.ts";

/** Terraform's own files in a stack's folder: plugins, backend, local state. */
function isTerraforms(name: string): boolean {
  return name === ".terraform" || name.startsWith("terraform.tfstate") || name.startsWith(".terraform.tfstate");
}

/** Reads a stack's folder, as synthesis wrote it. */
export function readStackFolder(directory: string): Files {
  const files = readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep))
    .filter(([first]) => !isTerraforms(first ?? ""));
  return new Map(files.map((parts) => [parts.join("/"), readFileSync(join(directory, ...parts))]));
}

/** Puts a stack's folder back as it was planned; Terraform's own files stay. */
export function writeStackFolder(directory: string, files: Files): void {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(directory).filter((entry) => !isTerraforms(entry))) {
    rmSync(join(directory, name), { recursive: true });
  }
  for (const [path, data] of files) {
    const file = join(directory, ...path.split("/"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, data);
  }
}
