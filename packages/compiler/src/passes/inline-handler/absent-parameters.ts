import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import type { KnownFunction } from "../known-functions.ts";

/** Drops the code of a function that handles a parameter which no call passes. */
export function dropAbsentParameters(functions: readonly KnownFunction[]): void {
  for (const { path, calls } of functions) {
    const most = Math.max(...calls.map(({ node }) => node.arguments.length));
    for (const parameter of path.node.params.slice(most)) {
      const binding = t.isIdentifier(parameter) ? path.scope.getBinding(parameter.name) : undefined;
      if (binding?.constant !== true) continue;
      for (const reference of binding.referencePaths) fold(reference);
    }
  }
}

/** Replaces what depends on an identifier that is always undefined: its uses, and the branches that it decides. */
function fold(reference: NodePath): void {
  const { node, parentPath } = reference;
  if (parentPath?.isLogicalExpression() && parentPath.node.left === node) {
    const { operator, right } = parentPath.node;
    parentPath.replaceWith(operator === "&&" ? absent() : right);
  } else if (parentPath?.isConditionalExpression() && parentPath.node.test === node) {
    parentPath.replaceWith(parentPath.node.alternate);
  } else if (parentPath?.isIfStatement() && parentPath.node.test === node) {
    if (parentPath.node.alternate) parentPath.replaceWith(parentPath.node.alternate);
    else parentPath.remove();
  } else if (!parentPath?.isObjectProperty({ shorthand: true })) reference.replaceWith(absent());
}

function absent(): t.Expression {
  return t.unaryExpression("void", t.numericLiteral(0));
}
