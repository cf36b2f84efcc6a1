import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";

/**
 * The project that a folder is in: the nearest one, upwards, that holds `cdktf.json`.
 * @returns undefined when there is none.
 */
export function rootOf(directory: string): string | undefined {
  let candidate = resolve(directory);
  while (!existsSync(join(candidate, "cdktf.json"))) {
    const parent = dirname(candidate);
    if (parent === candidate) return undefined;
    candidate = parent;
  }
  return candidate;
}

/**
 * The project that a folder is in.
 * @throws {DiagnosticError} when there is none.
 */
export function findRoot(directory: string): string {
  const root = rootOf(directory);
  if (root === undefined) {
    throw DiagnosticError.of("FE-CLI-002", {
      subject: directory,
      message: `'${directory}' is not in a Featheredge project: neither it nor a folder above it has a cdktf.json.`,
      fix: "Run the command inside a project.",
    });
  }
  return root;
}

/** A path relative to the project, with slashes. */
export function pathIn(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}
