import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { fieldsOf } from "../../source/fields.ts";
import type { KnownFunction } from "../known-functions.ts";
import { isPrimitive } from "./constants.ts";
import { declares, lengthOf, meansTheSame, resultOf, type Substitutes, substitute } from "./substitute.ts";

/** The approximate bytes of a call; a longer body is not written more than once. */
const shortBody = 34;

/** Inlines the calls of functions that are one expression, since a call costs steps. */
export function inlineCalls(
  program: NodePath<t.Program>,
  functions: readonly KnownFunction[],
  isKept: (name: string) => boolean,
): boolean {
  let changed = false;
  for (const { path, binding, calls } of functions) {
    const result = resultOf(path.node);
    const { params } = path.node;
    if (binding.scope !== program.scope || result === undefined || isKept(binding.identifier.name)) continue;
    const names = params.flatMap((parameter) => (t.isIdentifier(parameter) ? [parameter.name] : []));
    if (names.length < params.length || usesThis(result)) continue;
    if (calls.length > 1 && lengthOf(result) > shortBody) continue;
    const own = new Set(names);
    if (![...own].every((name) => path.scope.getBinding(name)?.constant === true)) continue;
    const body = path.get("body");
    for (const call of calls) {
      // A recursive call can't be inlined.
      if (call.findParent((at) => at === path) || call.isOptionalCallExpression()) continue;
      const given = call.node.arguments;
      if (!given.every((value) => t.isExpression(value)) || given.length > params.length) continue;
      const values = new Map<string, t.Expression>();
      names.forEach((name, index) => {
        values.set(name, given[index] ?? t.unaryExpression("void", t.numericLiteral(0)));
      });
      const isSteady = (name: string) => path.scope.getBinding(name)?.constant !== false;
      if (declares(result, values) || !canSubstitute(result, values, call, isSteady) || !meansTheSame(body, call, own))
        continue;
      const made = substitute(result, values);
      made.loc ??= call.node.loc ?? null;
      call.replaceWith(made);
      changed = true;
    }
  }
  return changed;
}

/** True if arguments can replace their parameters: evaluated as often as before, and in the same order. */
function canSubstitute(
  result: t.Expression,
  names: Substitutes,
  call: NodePath,
  isSteady: (name: string) => boolean,
): boolean {
  const uses = usesOf(result, names, isSteady);
  const costly = [...names].filter(([, value]) => !isSettled(value, call));
  const [only, ...others] = costly;
  if (only === undefined) return true;
  if (others.length > 0) return false;
  const [name] = only;
  const own = uses.filter((use) => use.name === name);
  return own.length === 1 && own[0]?.isFirst === true;
}

/** True if a value is the same whenever it is evaluated: a literal, or a name that nothing writes to. */
function isSettled(value: t.Expression, call: NodePath): boolean {
  if (isPrimitive(value)) return true;
  if (!t.isIdentifier(value)) return false;
  const binding = call.scope.getBinding(value.name);
  return binding?.constant === true;
}

interface Use {
  readonly name: string;
  /** True if nothing is called, read or written before it, and it is always evaluated. */
  readonly isFirst: boolean;
}

function usesOf(result: t.Expression, names: Substitutes, isSteady: (name: string) => boolean): Use[] {
  const uses: Use[] = [];
  let isFirst = true;
  const walk = (node: t.Node, isCertain: boolean): void => {
    if (t.isIdentifier(node)) {
      if (names.has(node.name)) uses.push({ name: node.name, isFirst: isFirst && isCertain });
      else isFirst &&= isSteady(node.name);
      return;
    }
    if (t.isFunction(node)) {
      walkParts(node, false);
      return;
    }
    if (t.isMemberExpression(node)) {
      walk(node.object, isCertain);
      if (node.computed) walk(node.property, isCertain);
      isFirst = false;
      return;
    }
    if (t.isObjectProperty(node)) {
      if (node.computed) walk(node.key, isCertain);
      walk(node.value, isCertain);
      return;
    }
    if (t.isConditionalExpression(node)) {
      walk(node.test, isCertain);
      walk(node.consequent, false);
      walk(node.alternate, false);
      return;
    }
    if (t.isLogicalExpression(node)) {
      walk(node.left, isCertain);
      walk(node.right, false);
      return;
    }
    walkParts(node, isCertain);
    if (t.isCallExpression(node) || t.isNewExpression(node) || t.isAssignmentExpression(node)) isFirst = false;
    if (t.isAwaitExpression(node) || t.isUpdateExpression(node)) isFirst = false;
  };
  const walkParts = (node: t.Node, isCertain: boolean): void => {
    for (const key of t.VISITOR_KEYS[node.type] ?? []) {
      const child = fieldsOf(node)[key];
      for (const part of Array.isArray(child) ? child : [child]) if (part) walk(part, isCertain);
    }
  };
  walk(result, true);
  return uses;
}

function usesThis(node: t.Node): boolean {
  let isFound = false;
  t.traverseFast(node, (at) => {
    isFound ||= t.isThisExpression(at) || t.isSuper(at) || t.isAwaitExpression(at) || t.isYieldExpression(at);
  });
  return isFound;
}
