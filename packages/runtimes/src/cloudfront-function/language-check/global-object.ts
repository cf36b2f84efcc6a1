import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import type { Report } from "./language-diagnostic.ts";
import { globalName, isConstantAlias, isMember } from "./names.ts";

/**
 * Rejects a use of the global object that this check cannot follow: an argument, a property, a destructured or
 * reassigned variable. Code that holds the object can read any global from it, without a name that the check sees.
 */
export function checkGlobalObject(path: NodePath, report: Report): void {
  if (!isSource(path)) return;
  const value = outermost(path);
  if (isFollowed(value)) return;
  const name = t.isThisExpression(path.node) ? "this, outside of a function," : "globalThis";
  report(path.node, "FE-CFF-011", {
    message: `${name} is passed on as a value, so the globals that are read by it cannot be checked.`,
    fix: "Name each global, such as globalThis.JSON.",
  });
}

/** True if an expression is the global object. */
function isSource(path: NodePath): boolean {
  const { node } = path;
  if (t.isThisExpression(node)) return isOutsideFunctions(path);
  if (t.isIdentifier(node) && !path.isReferencedIdentifier()) return false;
  return (t.isIdentifier(node) || isMember(node)) && globalName(path, node) === "globalThis";
}

/** Arrow functions take `this` from the code around them. */
function isOutsideFunctions(path: NodePath): boolean {
  return path.findParent((parent) => parent.isFunction() && !parent.isArrowFunctionExpression()) === null;
}

/** The largest expression around a path that can have the same value. */
function outermost(path: NodePath): NodePath {
  const { parentPath: parent } = path;
  if (parent === null) return path;
  const passes =
    (parent.isLogicalExpression() && (path.key === "right" || parent.node.operator !== "&&")) ||
    (parent.isConditionalExpression() && path.key !== "test") ||
    (parent.isSequenceExpression() && path.key === parent.node.expressions.length - 1) ||
    parent.isParenthesizedExpression();
  return passes ? outermost(parent) : path;
}

function isFollowed(value: NodePath): boolean {
  const { parentPath: parent } = value;
  if (parent === null) return false;
  const { node } = parent;
  // The member's name is checked, but not that of a chosen object, such as (a || globalThis).b. A module's `this` is
  // undefined: TypeScript's helpers read it, and only where it is there.
  if (isMember(node) && value.key === "object") return globalName(value, value.node) === "globalThis" || isThis(value);
  if (t.isUnaryExpression(node) || t.isBinaryExpression(node) || t.isExpressionStatement(node)) return true;
  if (value.key === "test" || (t.isLogicalExpression(node) && value.key === "left")) return true;
  return globalName(value, value.node) === "globalThis" && isConstantAlias(value);
}

function isThis({ node }: NodePath): boolean {
  return t.isThisExpression(node);
}
