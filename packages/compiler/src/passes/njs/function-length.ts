import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";
import type { Helpers } from "../helpers.ts";
import type { Facts } from "./facts.ts";

/**
 * A function's `length` counts its parameters up to the first default value, and all of them once defaults are lowered.
 * If it is plain which function is meant, its length is written out as a number. If the function came as a value, the
 * functions with defaults get their length back. Minifying loses a function's `name`, so that is written out too.
 */
export function lowerFunctionLength(program: NodePath<t.Program>, facts: Facts, helpers: Helpers): void {
  const visitor: Visitor = {
    MemberExpression(path) {
      const { object, property, computed } = path.node;
      if (computed || !t.isIdentifier(property) || !/^(?:length|name)$/.test(property.name)) return;
      if (!facts.isAuthors(path.node)) return;
      const asked = functionOf(path, object);
      if (asked !== undefined && property.name === "name") {
        path.replaceWith(t.stringLiteral(ownName(asked) ?? (t.isIdentifier(object) ? object.name : "")));
      } else if (asked !== undefined && hasDefault(asked)) path.replaceWith(t.numericLiteral(lengthOf(asked)));
    },
    Identifier(path) {
      if (!facts.asksForLength || !path.isReferencedIdentifier() || isCalledOrRead(path)) return;
      const named = functionOf(path, path.node);
      if (named === undefined || !hasDefault(named) || !t.isFunctionDeclaration(named)) return;
      if (facts.isAuthors(path.node)) restore(path, named, helpers);
    },
    Function: {
      exit(path) {
        if (!facts.asksForLength || !path.isExpression() || isCalledOrRead(path) || !hasDefault(path.node)) return;
        if (facts.isAuthors(path.node)) restore(path, path.node, helpers);
      },
    },
  };
  program.traverse(visitor);
}

function restore(path: NodePath<t.Expression>, { params }: t.Function, helpers: Helpers): void {
  const length = t.numericLiteral(lengthOf({ params }));
  path.replaceWith(helpers.call(path, "withLength", [path.node, length]));
  path.skip();
}

/** The function that an expression is, or the only one that a name can mean. */
function functionOf(path: NodePath, node: t.Node): t.Function | undefined {
  if (t.isFunction(node)) return node;
  const binding = t.isIdentifier(node) ? path.scope.getBinding(node.name) : undefined;
  if (!binding?.constant) return undefined;
  const holder = binding.path.node;
  if (t.isFunctionDeclaration(holder)) return holder;
  return t.isVariableDeclarator(holder) && t.isIdentifier(holder.id) && t.isFunction(holder.init)
    ? holder.init
    : undefined;
}

function ownName(node: t.Function): string | undefined {
  return t.isFunctionExpression(node) || t.isFunctionDeclaration(node) ? node.id?.name : undefined;
}

function isCalledOrRead({ key }: NodePath): boolean {
  return key === "callee" || key === "object";
}

function hasDefault({ params }: Pick<t.Function, "params">): boolean {
  return params.some((parameter) => t.isAssignmentPattern(parameter));
}

function lengthOf({ params }: Pick<t.Function, "params">): number {
  const first = params.findIndex((parameter) => t.isAssignmentPattern(parameter) || t.isRestElement(parameter));
  return first < 0 ? params.length : first;
}
