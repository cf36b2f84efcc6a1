import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";

/** The name that a member expression reads, where it is written out: `a.b`, `a["b"]`; undefined for `a[b]`. */
export function memberName(node: t.Node): string | undefined {
  if (!t.isMemberExpression(node) && !t.isOptionalMemberExpression(node)) return undefined;
  if (!node.computed) return t.isIdentifier(node.property) ? node.property.name : undefined;
  if (t.isStringLiteral(node.property)) return node.property.value;
  if (t.isTemplateLiteral(node.property) && node.property.expressions.length === 0) {
    return node.property.quasis[0]?.value.cooked ?? undefined;
  }
  return undefined;
}

export function isMember(node: t.Node | null | undefined): node is t.MemberExpression | t.OptionalMemberExpression {
  return t.isMemberExpression(node) || t.isOptionalMemberExpression(node);
}

/** The global that an expression names, `fetch` or `globalThis.fetch`; undefined for anything the code declares. */
export function globalName(path: NodePath, node: t.Node): string | undefined {
  if (t.isIdentifier(node)) return path.scope.hasBinding(node.name, true) ? undefined : node.name;
  if (isMember(node) && t.isIdentifier(node.object, { name: "globalThis" })) {
    return path.scope.hasBinding("globalThis", true) ? undefined : memberName(node);
  }
  return undefined;
}

/** Whether a path is called or constructed. */
export function isCallee(path: NodePath): boolean {
  return path.key === "callee";
}

/**
 * The code's own method names: what it defines itself is no built-in's. A property that is plainly data, such as
 * `{ at: 5 }`, can't be called and does not count.
 */
export function definedNames(program: t.File): ReadonlySet<string> {
  const names = new Set<string>();
  t.traverseFast(program, (node) => {
    if (t.isObjectMethod(node) || (t.isObjectProperty(node) && !isData(node.value))) {
      if (t.isIdentifier(node.key) && !node.computed) names.add(node.key.name);
      if (t.isStringLiteral(node.key)) names.add(node.key.value);
    }
    if (t.isAssignmentExpression(node) && isMember(node.left) && !isData(node.right)) {
      const name = memberName(node.left);
      if (name !== undefined) names.add(name);
    }
  });
  return names;
}

function isData(value: t.Node): boolean {
  return t.isLiteral(value) || t.isArrayExpression(value) || t.isObjectExpression(value) || t.isUnaryExpression(value);
}
