import { statSync } from "node:fs";
import { join } from "node:path";
import { environmentFile } from "#environments";
import type { StackKind } from "../kind.ts";
import type { SynthesisInput } from "./synthesise.ts";

/** Files or folders that environments name and that do not exist. */
class MissingFilesError extends Error {
  readonly userFacing = true;
  override readonly name = "MissingFilesError";
}

/** @throws MissingFilesError with one paragraph for each file that is missing */
export function checkRequiredFiles(kinds: readonly StackKind[], inputs: readonly SynthesisInput[], root: string): void {
  const missing = inputs.flatMap(({ name, environment }) =>
    kinds
      .flatMap((kind) => kind.idsOf(environment).flatMap((id) => kind.requiredFiles?.(environment, id) ?? []))
      .filter(({ path, type }) => !exists(join(root, path), type))
      .map(
        ({ key, path, type, fix }) =>
          `${environmentFile(name)}: ${key}: the ${type} '${path}' does not exist in the repository. ${fix}`,
      ),
  );
  if (missing.length > 0) throw new MissingFilesError(missing.join("\n\n"));
}

function exists(path: string, type: "file" | "folder"): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return type === "file" ? stats?.isFile() === true : stats?.isDirectory() === true;
}
