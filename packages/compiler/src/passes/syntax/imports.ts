import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";

/** `import { createHash } from "crypto"` and `import * as`: the runtime's modules have a default export only. */
export function lowerImports(): Visitor {
  return {
    Program(program) {
      for (const statement of program.get("body")) {
        if (statement.isImportDeclaration()) lowerImport(statement);
      }
    },
  };
}

function lowerImport(path: NodePath<t.ImportDeclaration>): void {
  const { specifiers } = path.node;
  if (specifiers.length === 0 || (specifiers.length === 1 && t.isImportDefaultSpecifier(specifiers[0]))) return;
  const module = path.scope.generateUidIdentifier(path.node.source.value);
  for (const specifier of specifiers) {
    const binding = path.scope.getBinding(specifier.local.name);
    for (const reference of binding?.referencePaths ?? []) {
      if (reference.parentPath?.isExportSpecifier()) continue;
      const value = read(specifier, module);
      t.inherits(value, reference.node);
      reference.replaceWith(value);
    }
  }
  path.node.specifiers = [t.importDefaultSpecifier(t.cloneNode(module))];
}

function read(specifier: t.ImportDeclaration["specifiers"][number], module: t.Identifier): t.Expression {
  if (!t.isImportSpecifier(specifier)) return t.cloneNode(module);
  const { imported } = specifier;
  const name = t.isIdentifier(imported) ? imported.name : imported.value;
  return name === "default" ? t.cloneNode(module) : t.memberExpression(t.cloneNode(module), t.identifier(name));
}
