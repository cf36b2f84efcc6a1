import * as t from "@babel/types";

type Scope = import("@babel/core").NodePath["scope"];

const lists = new Set(["keys", "values", "entries"]);

/** Nodes that other steps made and know to be arrays. */
export const markedArrays = new WeakSet<t.Node>();

/**
 * True if an expression is plainly an array, so that no helper must check it: a literal, `Object.keys` and the like,
 * `split`, or a constant that holds one of them. When in doubt it is not.
 */
export function isKnownArray(scope: Scope, node: t.Node): boolean {
  if (t.isArrayExpression(node) || markedArrays.has(node)) return true;
  if (t.isIdentifier(node)) return scopedInit(scope, node, isKnownArray);
  return isObjectList(scope, node) || isMethodCall(node, "split");
}

/** True if an expression makes an array that no other code holds, and that has no holes. */
export function isFreshArray(scope: Scope, node: t.Node): boolean {
  if (t.isArrayExpression(node)) return !node.elements.includes(null);
  return isObjectList(scope, node) || isMethodCall(node, "split");
}

/** True if it is an array of arrays: `Object.entries`, or a literal of literals. */
export function holdsKnownArrays(scope: Scope, node: t.Node): boolean {
  if (t.isArrayExpression(node)) return node.elements.every((element) => t.isArrayExpression(element));
  if (t.isIdentifier(node)) return scopedInit(scope, node, holdsKnownArrays);
  return isObjectList(scope, node) && isMethodCall(node, "entries");
}

function scopedInit(scope: Scope, node: t.Identifier, test: (scope: Scope, node: t.Node) => boolean): boolean {
  const binding = scope.getBinding(node.name);
  if (binding === undefined || !binding.constant || !binding.path.isVariableDeclarator()) return false;
  const { id, init } = binding.path.node;
  return t.isIdentifier(id) && init !== null && init !== undefined && test(binding.scope, init);
}

function isObjectList(scope: Scope, node: t.Node): boolean {
  if (!t.isCallExpression(node) || !t.isMemberExpression(node.callee)) return false;
  const { object, property, computed } = node.callee;
  const isObject = t.isIdentifier(object, { name: "Object" }) && !scope.hasBinding("Object", true);
  return isObject && !computed && t.isIdentifier(property) && lists.has(property.name);
}

function isMethodCall(node: t.Node, name: string): boolean {
  return (
    t.isCallExpression(node) &&
    t.isMemberExpression(node.callee) &&
    !node.callee.computed &&
    t.isIdentifier(node.callee.property, { name })
  );
}
