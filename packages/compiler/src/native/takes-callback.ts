import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { follow } from "../load/handler-file.ts";

/**
 * True if a native handler takes Lambda's callback, its third parameter.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export function takesCallback(program: NodePath<t.Program>): boolean {
  return handlersOf(program).some((path) => {
    const handler = follow(path);
    return handler?.isFunction() === true && handler.node.params.length > 2;
  });
}

/** Possible handlers: a declaration, a variable or an export of that name, or an assignment below `exports`. */
export function handlersOf(program: NodePath<t.Program>): NodePath[] {
  const bound = program.scope.getBinding("handler")?.path;
  const exported = program.get("body").flatMap((statement) => {
    if (statement.isExportNamedDeclaration()) {
      return statement.get("specifiers").flatMap((one) => {
        return one.isExportSpecifier() && isHandler(one.node.exported) ? [one.get("local")] : [];
      });
    }
    const assignment = statement.isExpressionStatement() ? statement.get("expression") : undefined;
    return assignment?.isAssignmentExpression() ? assignedHandlers(assignment) : [];
  });
  const declared = bound?.isVariableDeclarator() ? bound.get("init") : bound;
  return declared?.hasNode() ? [declared, ...exported] : exported;
}

/** The handler behind `exports.handler = …` or `module.exports = { handler: … }`. */
export function assignedHandlers(assignment: NodePath<t.AssignmentExpression>): NodePath[] {
  const { left } = assignment.node;
  const right = assignment.get("right");
  if (t.isMemberExpression(left) && isHandler(left.property)) return [right];
  if (!right.isObjectExpression()) return [];
  return right.get("properties").flatMap((property): NodePath[] => {
    if (property.isObjectMethod()) return isHandler(property.node.key) ? [property] : [];
    return property.isObjectProperty() && isHandler(property.node.key) ? [property.get("value")] : [];
  });
}

function isHandler(node: t.Node): boolean {
  return t.isIdentifier(node, { name: "handler" }) || t.isStringLiteral(node, { value: "handler" });
}
