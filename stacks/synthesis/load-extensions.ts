import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Diagnostic, DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { type Environment, environmentFile } from "#environments";
import type { StackKind } from "../kind.ts";

/**
 * Loads the TypeScript files that an environment names to extend its stacks. Synthesis itself is synchronous, so they
 * are loaded before it.
 *
 * @returns the default export of each file, by its path in the repository
 * @throws DiagnosticError with each file that does not exist, can't be loaded, or does not export a function by default
 */
export async function loadExtensions(
  kinds: readonly StackKind[],
  { name, environment }: { readonly name: string; readonly environment: Environment },
  root: string,
): Promise<ReadonlyMap<string, unknown>> {
  const named = kinds.flatMap((kind) =>
    kind.idsOf(environment).flatMap((id) => kind.extensions?.(environment, id) ?? []),
  );
  const loaded = new Map<string, unknown>();
  const diagnostics: Diagnostic[] = [];
  for (const { key, path } of named) {
    const at = { file: environmentFile(name), key };
    const extension = await load(join(root, path));
    if ("mistake" in extension) {
      diagnostics.push(
        diagnose("FE-STK-007", {
          message: `'${path}' ${extension.mistake}.`,
          fix: "Export a function by default: export default (({ scope, distribution }) => { … }) satisfies Extend;",
          at,
        }),
      );
    } else loaded.set(path, extension.function);
  }
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
  return loaded;
}

async function load(file: string): Promise<{ readonly function: unknown } | { readonly mistake: string }> {
  if (!existsSync(file)) return { mistake: "does not exist in the repository" };
  try {
    const { default: extension } = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
    return typeof extension === "function" ? { function: extension } : { mistake: "does not export a function" };
  } catch (error) {
    return { mistake: `can't be loaded: ${error instanceof Error ? error.message : String(error)}` };
  }
}
