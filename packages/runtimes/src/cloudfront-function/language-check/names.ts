import type { Binding, NodePath, Scope } from "@babel/traverse";
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

/**
 * The global that an expression names, directly or by a constant alias: `fetch`, `globalThis.fetch`, or `g.fetch` after
 * `const g = globalThis`. Undefined for anything else that the code declares.
 */
export function globalName(path: NodePath, node: t.Node): string | undefined {
  return resolveGlobal(path.scope, node, new Set());
}

function resolveGlobal(scope: Scope, node: t.Node, seen: Set<Binding>): string | undefined {
  if (t.isIdentifier(node)) {
    const binding = scope.getBinding(node.name);
    if (binding === undefined) return scope.hasBinding(node.name, true) ? undefined : node.name;
    const value = constantValue(binding);
    // An alias can name itself: `const a = a`.
    if (value === undefined || seen.has(binding)) return undefined;
    return resolveGlobal(binding.path.scope, value, seen.add(binding));
  }
  if (isMember(node) && resolveGlobal(scope, node.object, seen) === "globalThis") return memberName(node);
  return undefined;
}

/** The initial value of a variable to which nothing is assigned later. */
function constantValue({ constant, path }: Binding): t.Node | undefined {
  if (!constant || !path.isVariableDeclarator() || !t.isIdentifier(path.node.id)) return undefined;
  return path.node.init ?? undefined;
}

/** True if a value initializes a variable to which nothing is assigned later: `globalName` follows it. */
export function isConstantAlias({ parent, key, scope }: NodePath): boolean {
  if (!t.isVariableDeclarator(parent) || key !== "init" || !t.isIdentifier(parent.id)) return false;
  return scope.getBinding(parent.id.name)?.constant === true;
}

/** True if a path is called or constructed. */
export function isCallee(path: NodePath): boolean {
  return path.key === "callee";
}

/**
 * The code's own method names: a name that it defines itself is not a built-in's. A property that is plainly data, such as
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
