import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";

/**
 * A read of a let or const before its declaration throws; once both are `var` it would give undefined. A read that
 * plainly comes before becomes the throw. For a read within a function that is called before, see lowerEarlyClosures.
 */
export function lowerEarlyReads(): Visitor {
  return {
    Program(program) {
      program.traverse({
        Identifier(identifier) {
          if (!identifier.isReferencedIdentifier() || !isEarly(identifier)) return;
          identifier.replaceWith(t.inherits(throwing(identifier.node.name), identifier.node));
          identifier.skip();
        },
      });
    },
  };
}

function isEarly(read: NodePath<t.Identifier>): boolean {
  const binding = read.scope.getBinding(read.node.name);
  if (binding?.kind !== "let" && binding?.kind !== "const") return false;
  if (!binding.path.isVariableDeclarator() || read.getFunctionParent() !== binding.path.getFunctionParent())
    return false;
  const { init } = binding.path.node;
  // In its own pattern, a name may be read after it is set: `{ a, b = a }`.
  const from = binding.identifier.start ?? 0;
  const isInInit =
    init !== null &&
    init !== undefined &&
    (read.findParent(({ node }) => node === init) !== null || read.node === init);
  return isInInit || (read.node.end ?? Number.POSITIVE_INFINITY) <= from;
}

export function throwing(name: string): t.Expression {
  const message = t.stringLiteral(`Cannot access '${name}' before initialization`);
  const error = t.newExpression(t.identifier("ReferenceError"), [message]);
  return t.callExpression(t.arrowFunctionExpression([], t.blockStatement([t.throwStatement(error)])), []);
}
