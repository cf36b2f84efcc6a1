import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { type Constants, elementsOf } from "./constants.ts";
import { bind, declares, lengthOf, resultOf, type Substitutes, substitute, substituteInBlock } from "./substitute.ts";

/** The bytes by which code may grow for the steps that unrolling saves. */
const growth = 120;

/**
 * Unrolls loops and calls over a short constant list: `folders.some((folder) => path.startsWith(folder))` becomes a
 * chain of `||`, and a `for` over settings becomes one statement for each.
 */
export function unroll(program: NodePath<t.Program>, constants: Constants): boolean {
  let changed = false;
  program.traverse({
    CallExpression: {
      exit(path) {
        const made = chain(path, constants);
        if (made === undefined) return;
        path.replaceWith(made);
        changed = true;
      },
    },
    ForOfStatement: {
      exit(path) {
        const made = copies(path, constants);
        if (made === undefined) return;
        path.replaceWithMultiple(made);
        changed = true;
      },
    },
  });
  return changed;
}

function chain(path: NodePath<t.CallExpression>, constants: Constants): t.Expression | undefined {
  const { callee, arguments: given } = path.node;
  if (!t.isMemberExpression(callee, { computed: false }) || !t.isIdentifier(callee.property)) return undefined;
  const { name } = callee.property;
  if ((name !== "some" && name !== "every") || given.length !== 1) return undefined;
  const list = constants.literalOf(callee.object, path.scope);
  const callback = path.get("arguments")[0];
  if (!t.isArrayExpression(list) || !callback?.isArrowFunctionExpression()) return undefined;
  const result = resultOf(callback.node);
  const [parameter, ...others] = callback.node.params;
  if (result === undefined || others.length > 0 || t.isAssignmentPattern(parameter)) return undefined;
  const isWritten = Object.values(callback.scope.bindings).some((binding) => !binding.constant);
  if (isWritten || holdsFunction(result)) return undefined;
  const tests: t.Expression[] = [];
  for (const element of elementsOf(list)) {
    const names = parameter === undefined ? new Map() : bind(parameter, element);
    if (names === undefined || declares(result, names)) return undefined;
    tests.push(substitute(result, names));
  }
  const operator = name === "some" ? "||" : "&&";
  const isShort = tests.reduce((sum, test) => sum + lengthOf(test), 0) <= lengthOf(list) + lengthOf(result) + growth;
  if (!isShort) return undefined;
  const [first, ...rest] = tests;
  if (first === undefined) return t.booleanLiteral(name === "every");
  const made = rest.reduce((left, right) => t.logicalExpression(operator, left, right), first);
  if (isBoolean(result) || isTest(path)) return made;
  return t.unaryExpression("!", t.unaryExpression("!", made));
}

const booleanMethods = new Set(["startsWith", "endsWith", "includes", "test", "some", "every"]);

function isBoolean(node: t.Expression): boolean {
  if (t.isBooleanLiteral(node) || t.isUnaryExpression(node, { operator: "!" })) return true;
  if (t.isBinaryExpression(node)) return /^([!=]==?|[<>]=?)$/.test(node.operator);
  if (t.isLogicalExpression(node)) return isBoolean(node.left) && isBoolean(node.right);
  if (t.isConditionalExpression(node)) return isBoolean(node.consequent) && isBoolean(node.alternate);
  if (!t.isCallExpression(node) || !t.isMemberExpression(node.callee, { computed: false })) return false;
  return t.isIdentifier(node.callee.property) && booleanMethods.has(node.callee.property.name);
}

/** True if only the truth of an expression counts. */
function isTest(path: NodePath): boolean {
  const { node, parent, parentPath } = path;
  if (t.isUnaryExpression(parent, { operator: "!" })) return true;
  if (t.isIfStatement(parent) || t.isConditionalExpression(parent)) return parent.test === node;
  if (t.isLogicalExpression(parent) && parentPath) return isTest(parentPath);
  return false;
}

function copies(path: NodePath<t.ForOfStatement>, constants: Constants): t.Statement[] | undefined {
  const { left, right, body } = path.node;
  const list = constants.literalOf(right, path.scope);
  if (
    path.node.await ||
    !t.isArrayExpression(list) ||
    !t.isVariableDeclaration(left) ||
    path.parentPath.isLabeledStatement()
  )
    return undefined;
  if (left.kind === "var" || leavesLoop(body)) return undefined;
  const target = left.declarations[0]?.id;
  const isWritten = Object.keys(t.getBindingIdentifiers(left)).some(
    (name) => path.scope.getBinding(name)?.constant !== true,
  );
  if (isWritten) return undefined;
  const made: t.BlockStatement[] = [];
  for (const element of elementsOf(list)) {
    const names = bind(target, element);
    if (names === undefined || !isOnlyParts(path, names) || declares(body, names)) return undefined;
    made.push(substituteInBlock(t.isBlockStatement(body) ? body : t.blockStatement([body]), names));
  }
  const length = made.reduce((sum, statement) => sum + lengthOf(statement), 0);
  if (length > (lengthOf(list) + lengthOf(body)) * 1.25 + growth) return undefined;
  return made.flatMap((block) => {
    const { body: statements } = block;
    return statements.some((statement) => t.isDeclaration(statement)) ? [block] : statements;
  });
}

/** True if the code reads only parts of an object: as a whole, each copy would have another object. */
function isOnlyParts(path: NodePath<t.ForOfStatement>, names: Substitutes): boolean {
  return [...names].every(([name, value]) => {
    if (!t.isObjectExpression(value) && !t.isArrayExpression(value)) return true;
    const references = path.scope.getBinding(name)?.referencePaths ?? [];
    return references.every(
      ({ node, parent }) => t.isMemberExpression(parent, { computed: false }) && parent.object === node,
    );
  });
}

function leavesLoop(body: t.Statement): boolean {
  let isFound = false;
  t.traverseFast(body, (node) => {
    isFound ||= t.isBreakStatement(node) || t.isContinueStatement(node) || t.isFunction(node);
    isFound ||= t.isVariableDeclaration(node, { kind: "var" });
  });
  return isFound;
}

function holdsFunction(node: t.Node): boolean {
  let isFound = false;
  t.traverseFast(node, (at) => {
    isFound ||= t.isFunction(at);
  });
  return isFound;
}
