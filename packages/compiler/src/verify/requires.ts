import { type NodePath, traverse } from "@babel/core";
import * as t from "@babel/types";
import { DiagnosticError, diagnose } from "@featheredge/diagnostics";
import type { Code } from "../source/code.ts";
import type { Position } from "../source/trace.ts";

/** A `require()` or `import()` that the bundler has left to be done at run time. */
export interface ModuleLoad {
  readonly by: "require" | "import";
  /** The module's name, where it is written out. */
  readonly module: string | undefined;
  /** True if it is called with a name; `require` may also be handed on, or asked for its type. */
  readonly isCall: boolean;
  readonly position: Position;
}

/** Every load that survives in a bundle whose names and layout are kept. */
export function findModuleLoads(bundled: Code): ModuleLoad[] {
  if (!/\b__require\b|\bimport\(/.test(bundled.code)) return [];
  const loads: ModuleLoad[] = [];
  const add = (by: ModuleLoad["by"], callee: NodePath) => {
    const position = bundled.positionOf(callee.node);
    if (position === undefined) return;
    const call = callee.parentPath;
    const isCall = call?.isCallExpression() === true && call.node.callee === callee.node;
    const [name] = isCall ? call.node.arguments : [];
    loads.push({ by, module: t.isStringLiteral(name) ? name.value : undefined, isCall, position });
  };
  traverse(bundled.tree, {
    Import: (path) => add("import", path),
    // The bundler's name for `require` in a module; an author's own name maps to a line of the author's file.
    Program: ({ scope }) => {
      const binding = scope.getBinding("__require");
      if (binding === undefined || bundled.positionOf(binding.identifier) !== undefined) return;
      for (const reference of binding.referencePaths) add("require", reference);
    },
  });
  return loads;
}

/**
 * Rejects an author's load of a module whose name is not written out: what it names can't be bundled, and a function
 * has no files next to it.
 *
 * @param isAuthors distinguishes the author's files from packages, whose such loads are optional
 * @throws DiagnosticError with each at its line
 */
export function rejectUnknownModules(loads: readonly ModuleLoad[], isAuthors: (file: string) => boolean): void {
  const problems = loads
    .filter(({ isCall, module, position }) => isCall && module === undefined && isAuthors(position.file))
    .map(({ by, position }) =>
      diagnose("FE-HND-018", {
        at: position,
        message: `${by}() is called with a name that is not written out, so the module can't be bundled, and a function has no files next to it to load at run time.`,
        fix: `Write the name out, as in \`${by}("./name")\`, one call for each module; or import them at the top.`,
      }),
    );
  if (problems.length > 0) throw new DiagnosticError(problems);
}
