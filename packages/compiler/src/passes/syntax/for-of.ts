import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";
import type { Helpers } from "../helpers.ts";
import { holdsKnownArrays, markedArrays } from "../known-arrays.ts";

/** `for (const x of list)` becomes a loop by index over the list as an array; `for await` stays, for the language check. */
export function lowerForOf(helpers: Helpers): Visitor {
  return {
    ForOfStatement(path) {
      if (path.node.await) return;
      const { left, right } = path.node;
      const list = path.scope.generateUidIdentifier("list");
      const index = path.scope.generateUidIdentifier("i");
      const element = t.memberExpression(t.cloneNode(list), t.cloneNode(index), true);
      if (holdsKnownArrays(path.scope, right)) markedArrays.add(element);
      const head = t.variableDeclaration("let", [
        t.variableDeclarator(list, helpers.toArray(path, right)),
        t.variableDeclarator(index, t.numericLiteral(0)),
      ]);
      const test = t.binaryExpression(
        "<",
        t.cloneNode(index),
        t.memberExpression(t.cloneNode(list), t.identifier("length")),
      );
      const loop = t.forStatement(head, test, t.updateExpression("++", t.cloneNode(index)), body(path, left, element));
      t.inherits(loop, path.node);
      path.replaceWith(loop);
    },
    ForInStatement(path) {
      const { left } = path.node;
      const pattern = t.isVariableDeclaration(left) ? left.declarations[0]?.id : left;
      if (t.isIdentifier(pattern) || t.isMemberExpression(pattern)) return;
      const key = path.scope.generateUidIdentifier("key");
      path.node.left = t.variableDeclaration("const", [t.variableDeclarator(key)]);
      path.node.body = body(path, left, t.cloneNode(key));
    },
  };
}

/** The loop's body, which first sets the loop variable: a fresh binding in each round, so closures keep their own. */
function body(
  path: NodePath<t.ForOfStatement | t.ForInStatement>,
  left: t.ForOfStatement["left"],
  value: t.Expression,
): t.BlockStatement {
  const inner = path.get("body");
  if (!t.isVariableDeclaration(left)) {
    const set = t.expressionStatement(t.assignmentExpression("=", left, value));
    return t.blockStatement([set, inner.node]);
  }
  const declarators = left.declarations.map(({ id }) => t.variableDeclarator(id, value));
  const set = t.variableDeclaration(left.kind, declarators);
  if (!inner.isBlockStatement()) return t.blockStatement([set, inner.node]);
  const names = new Set(Object.keys(t.getBindingIdentifiers(left)));
  const sharesName = Object.keys(inner.scope.bindings).some((name) => names.has(name));
  return t.blockStatement(sharesName ? [set, inner.node] : [set, ...inner.node.body]);
}
