import { statSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { environmentFile } from "#environments";
import type { StackKind, SynthesisInput } from "../kind.ts";

/** @throws DiagnosticError with each file or folder that an environment names and that does not exist */
export function checkRequiredFiles(kinds: readonly StackKind[], inputs: readonly SynthesisInput[], root: string): void {
  const missing = inputs.flatMap(({ name, environment }) =>
    kinds
      .flatMap((kind) => kind.idsOf(environment).flatMap((id) => kind.requiredFiles?.(environment, id) ?? []))
      .filter(({ path, type }) => !exists(join(root, path), type))
      .map(({ key, path, type, fix }) =>
        diagnose("FE-STK-004", {
          message: `The ${type} '${path}' does not exist in the repository.`,
          fix,
          at: { file: environmentFile(name), key },
        }),
      ),
  );
  if (missing.length > 0) throw new DiagnosticError(missing);
}

function exists(path: string, type: "file" | "folder"): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return type === "file" ? stats?.isFile() === true : stats?.isDirectory() === true;
}
