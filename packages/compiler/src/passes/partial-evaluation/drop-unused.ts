import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { isLiteral } from "./constants.ts";

/** Drops functions and constants of the top level that nothing uses any more. */
export function dropUnused(program: NodePath<t.Program>, isKept: (name: string) => boolean): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const binding of Object.values(program.scope.bindings)) {
      if (isKept(binding.identifier.name) || binding.referenced || binding.constantViolations.length > 0) continue;
      const { path } = binding;
      const isUnused = path.isFunctionDeclaration()
        ? !path.parentPath.isExportDeclaration()
        : path.isVariableDeclarator() && t.isIdentifier(path.node.id) && isPure(path.node.init);
      if (!isUnused || path.parentPath?.parentPath?.isExportDeclaration()) continue;
      path.remove();
      changed = true;
    }
    if (changed) program.scope.crawl();
  }
}

function isPure(init: t.Expression | null | undefined): boolean {
  return !init || isLiteral(init) || t.isFunction(init) || t.isRegExpLiteral(init);
}
