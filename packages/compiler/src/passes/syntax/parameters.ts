import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";
import type { Helpers } from "../helpers.ts";
import { holdsAwait } from "./holds-await.ts";
import { needsParameterScope } from "./parameter-scope.ts";

/**
 * Default values and patterns of parameters become statements at the top of the body. Rest parameters stay, under
 * another name if the body awaits, since njs 0.7.9 loses the parameter itself there. A function's `length` then counts
 * the parameters after a default too: see lowerFunctionLength.
 */
export function lowerParameters(helpers: Helpers): Visitor {
  return {
    Function(path) {
      const losesRest = path.node.async && holdsAwait(path.node.body);
      const stays = (parameter: t.Node) => isListed(parameter) && !(losesRest && isAuthorsRest(parameter, helpers));
      if (path.node.params.every(stays) || needsParameterScope(path)) return;
      keepBodyNamesApart(path);
      const statements: t.Statement[] = [];
      path.node.params = path.node.params.map((parameter) =>
        stays(parameter) ? parameter : lowerParameter(path, parameter, statements, helpers),
      );
      const body = blockBody(path.node);
      body.body.unshift(...statements);
      path.node.body = body;
      if (path.isArrowFunctionExpression()) path.node.expression = false;
    },
    CatchClause(path) {
      const { param, body } = path.node;
      if (param === null || param === undefined || t.isIdentifier(param)) return;
      const name = newName(path, "error", helpers);
      path.node.param = name;
      body.body.unshift(t.variableDeclaration("let", [t.variableDeclarator(param, t.cloneNode(name))]));
    },
  };
}

function newName(path: NodePath, hint: string, helpers: Helpers): t.Identifier {
  const name = path.scope.generateUidIdentifier(hint);
  helpers.steady.add(name.name);
  return name;
}

function isListed(parameter: t.Node): boolean {
  return t.isIdentifier(parameter) || (t.isRestElement(parameter) && t.isIdentifier(parameter.argument));
}

/** A rest parameter that lowering made is read before anything is awaited. */
function isAuthorsRest(parameter: t.Node, helpers: Helpers): boolean {
  return (
    t.isRestElement(parameter) && t.isIdentifier(parameter.argument) && !helpers.steady.has(parameter.argument.name)
  );
}

function lowerParameter(
  path: NodePath<t.Function>,
  parameter: t.Function["params"][number],
  statements: t.Statement[],
  helpers: Helpers,
): t.Function["params"][number] {
  if (t.isIdentifier(parameter)) return parameter;
  if (t.isRestElement(parameter)) {
    const rest = newName(path, "rest", helpers);
    statements.push(declare(parameter.argument, rest));
    return t.restElement(rest);
  }
  if (t.isAssignmentPattern(parameter)) {
    const { left, right } = parameter;
    const name = t.isIdentifier(left) ? left : path.scope.generateUidIdentifier("value");
    const missing = t.binaryExpression("===", t.cloneNode(name), t.unaryExpression("void", t.numericLiteral(0)));
    const assign = t.assignmentExpression("=", t.cloneNode(name), right);
    statements.push(t.ifStatement(missing, t.expressionStatement(assign)));
    if (!t.isIdentifier(left)) statements.push(declare(left, name));
    return name;
  }
  const name = newName(path, "value", helpers);
  t.assertLVal(parameter);
  statements.push(declare(parameter, name));
  return name;
}

/** `var`, since a body may declare its parameters again. */
function declare(pattern: t.LVal, value: t.Identifier): t.Statement {
  return t.variableDeclaration("var", [t.variableDeclarator(pattern, t.cloneNode(value))]);
}

function blockBody(node: t.Function): t.BlockStatement {
  return t.isBlockStatement(node.body) ? node.body : t.blockStatement([t.returnStatement(node.body)]);
}

/**
 * A default value can't see the body's declarations: `(a = x) => { var x … }` reads the outer `x`. Once both are in
 * one body they must not share a name.
 */
function keepBodyNamesApart(path: NodePath<t.Function>): void {
  const outer = new Map<string, t.Identifier[]>();
  for (const parameter of path.get("params")) {
    parameter.traverse({
      Identifier(identifier) {
        if (!identifier.isReferencedIdentifier()) return;
        const { name } = identifier.node;
        const own = path.scope.getOwnBinding(name);
        if (own === undefined || own.kind === "param" || identifier.scope.getBinding(name) !== own) return;
        outer.set(name, [...(outer.get(name) ?? []), identifier.node]);
      },
    });
  }
  for (const [name, nodes] of outer) {
    path.scope.rename(name);
    for (const node of nodes) node.name = name;
  }
}
