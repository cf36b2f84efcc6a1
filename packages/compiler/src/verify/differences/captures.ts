import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { nameOf } from "../../passes/njs/facts.ts";

/**
 * True if no use of a regular expression reads what its groups capture: `test()`, `search()`, `match()` with the flag g,
 * `replace()` with a text that names no group, and `exec()` or `match()` whose result is only tested. A back reference
 * reads a group by itself.
 */
export function ignoresCaptures(path: NodePath, pattern: string, flags: string): boolean {
  if (/\\(?:[1-9]|k<)/.test(pattern.replace(/\\\\/g, ""))) return false;
  return usesOf(path)?.every((use) => isIgnorant(use, flags)) ?? false;
}

/** Every use of a value; undefined if a use cannot be seen. */
function usesOf(path: NodePath): readonly NodePath[] | undefined {
  const { parent, key, scope } = path;
  if (!t.isVariableDeclarator(parent) || key !== "init" || !t.isIdentifier(parent.id)) return [path];
  const binding = scope.getBinding(parent.id.name);
  if (!binding?.constant || binding.referencePaths.some(({ parent }) => t.isExportSpecifier(parent))) return undefined;
  return binding.referencePaths;
}

function isIgnorant(use: NodePath, flags: string): boolean {
  const { parent, parentPath } = use;
  if (t.isMemberExpression(parent) && use.key === "object") {
    const method = nameOf(parent.property, parent.computed);
    if (parentPath?.key !== "callee") return false;
    return method === "test" || (method === "exec" && isOnlyTested(parentPath.parentPath));
  }
  if (!t.isCallExpression(parent) || use.key !== 0 || !t.isMemberExpression(parent.callee)) return false;
  const method = nameOf(parent.callee.property, parent.callee.computed);
  if (method === "replace" || method === "replaceAll") {
    const [, text] = parent.arguments;
    return t.isStringLiteral(text) && !text.value.includes("$");
  }
  return method === "search" || (method === "match" && (flags.includes("g") || isOnlyTested(parentPath)));
}

/** True if the code reads only the existence of a match, its whole text or its index. */
function isOnlyTested(match: NodePath | null): boolean {
  return match !== null && (usesOf(match)?.every(readsNoGroup) ?? false);
}

function readsNoGroup(use: NodePath): boolean {
  const { parent, key, parentPath } = use;
  if (t.isMemberExpression(parent) && key === "object") {
    return /^(?:0|index|input)$/.test(nameOf(parent.property, parent.computed) ?? "");
  }
  if (t.isUnaryExpression(parent)) return parent.operator === "!";
  if (t.isBinaryExpression(parent)) return /^[!=]==?$/.test(parent.operator);
  if (t.isLogicalExpression(parent) && parentPath !== null) {
    return (key === "left" && parent.operator === "&&") || readsNoGroup(parentPath);
  }
  return key === "test" || t.isExpressionStatement(parent);
}
