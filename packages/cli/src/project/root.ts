import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../user-error.ts";

/**
 * The project that a folder is in: the nearest one, upwards, that holds `cdktf.json`.
 * @throws {UserError} when there is none.
 */
export function findRoot(directory: string): string {
  let candidate = resolve(directory);
  while (!existsSync(join(candidate, "cdktf.json"))) {
    const parent = dirname(candidate);
    if (parent === candidate) {
      throw new UserError(
        `'${directory}' is in no Featheredge project: no cdktf.json is here or above. Run the command inside a project.`,
      );
    }
    candidate = parent;
  }
  return candidate;
}
