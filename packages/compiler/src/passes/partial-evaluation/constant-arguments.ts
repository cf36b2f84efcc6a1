import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import type { KnownFunction } from "../known-functions.ts";
import { isPrimitive } from "./constants.ts";

/** Removes parameters that get the same constant in every call; the function then reads the constant. */
export function dropConstantParameters(program: NodePath<t.Program>, functions: readonly KnownFunction[]): boolean {
  let changed = false;
  for (const { path, calls } of functions) {
    const { params } = path.node;
    if (calls.length === 0 || params.some((parameter) => t.isRestElement(parameter))) continue;
    for (let index = params.length - 1; index >= 0; index--) {
      const parameter = params[index];
      const [given, ...others] = calls.map(({ node }) => node.arguments[index]);
      if (!t.isIdentifier(parameter) || !t.isExpression(given)) continue;
      if (!others.every((other) => other !== undefined && t.isNodesEquivalent(given, other))) continue;
      const isFixed = isPrimitive(given) || calls.every(({ scope }) => isConstantName(program, scope, given));
      const binding = path.scope.getBinding(parameter.name);
      if (!isFixed || binding?.constant !== true) continue;
      if (isPrimitive(given) && !isCheap(given, binding.references)) continue;
      const isVisible = binding.referencePaths.every(
        (reference) => !t.isIdentifier(given) || isConstantName(program, reference.scope, given),
      );
      const canReplace = binding.referencePaths.every(({ parent }) => !t.isObjectProperty(parent, { shorthand: true }));
      if (!isVisible || !canReplace) continue;
      for (const reference of binding.referencePaths) reference.replaceWith(t.cloneNode(given));
      params.splice(index, 1);
      for (const { node } of calls) node.arguments.splice(index, 1);
      changed = true;
    }
  }
  return changed;
}

function isCheap(given: t.Expression, references: number): boolean {
  return references < 2 || !t.isStringLiteral(given) || given.value.length <= 12;
}

function isConstantName(program: NodePath<t.Program>, scope: NodePath["scope"], node: t.Node): boolean {
  const binding = t.isIdentifier(node) ? scope.getBinding(node.name) : undefined;
  return binding?.scope === program.scope && binding.constant;
}
