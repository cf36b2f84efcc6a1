import type { NodePath } from "@babel/core";
import * as t from "@babel/types";

/**
 * True if a function's parameters do what only their own scope allows: read a parameter before it has its value,
 * which throws, or share a name with a `var` of the body and yet live on in a closure. Such a function stays as it is,
 * for the language check to report.
 */
export function needsParameterScope(path: NodePath<t.Function>): boolean {
  const parameters = path.get("params");
  return parameters.some((parameter, index) => {
    const later = new Set(parameters.slice(index).flatMap(({ node }) => Object.keys(t.getBindingIdentifiers(node))));
    let isFound = false;
    parameter.traverse({
      Identifier(identifier) {
        if (isFound || !identifier.isReferencedIdentifier()) return;
        const { name } = identifier.node;
        const binding = path.scope.getOwnBinding(name);
        if (binding?.kind !== "param" || identifier.scope.getBinding(name) !== binding) return;
        const inClosure = identifier.getFunctionParent() !== path;
        if (inClosure) isFound = binding.constantViolations.some((write) => write.isVariableDeclarator());
        else isFound = later.has(name) && !hasValue(binding.identifier, identifier);
      },
    });
    return isFound;
  });
}

/** In one pattern, `{ a, b = a }` reads `a` after it has its value; `{ a = b, b }` and `a = a` read before. */
function hasValue(bound: t.Identifier, read: NodePath<t.Identifier>): boolean {
  const isBefore = (bound.end ?? 0) <= (read.node.start ?? 0);
  const ownDefault = read.findParent(
    (parent) =>
      parent.isAssignmentPattern() && Object.values(t.getBindingIdentifiers(parent.node.left)).includes(bound),
  );
  return isBefore && ownDefault === null;
}
