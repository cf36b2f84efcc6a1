import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../user-error.ts";

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
 * @throws {UserError} when there is none.
 */
export function findRoot(directory: string): string {
  const root = rootOf(directory);
  if (root === undefined) {
    throw new UserError(
      `'${directory}' is not in a Featheredge project: neither it nor a folder above it has a cdktf.json. Run the command inside a project.`,
    );
  }
  return root;
}
