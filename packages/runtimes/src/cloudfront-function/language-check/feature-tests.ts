import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { isMember, memberName } from "./names.ts";

/**
 * True if code only tests that a member exists: `!console.error`, `typeof fetch`, `globalThis.Map && …`. A missing
 * member is undefined, so the test never throws.
 */
export function isTested(path: NodePath): boolean {
  const { parent, key } = path;
  if (t.isUnaryExpression(parent)) return ["!", "typeof", "void"].includes(parent.operator);
  if (t.isBinaryExpression(parent)) return ["==", "===", "!=", "!=="].includes(parent.operator);
  if (t.isLogicalExpression(parent) && key === "left") return true;
  return key === "test" || t.isExpressionStatement(parent);
}

/**
 * True if code runs only where a feature test found a global, a member or a method: in
 * `if (typeof module !== "undefined") …`, in `console.error && …`, or after `if (!text.at) return …`.
 *
 * @param name what the test must name: the global, or the member's last name
 */
export function isGuarded(path: NodePath, name: string): boolean {
  for (let inner = path; inner.parentPath !== null; inner = inner.parentPath) {
    const { parent, key, listKey, container } = inner;
    if (isModules(name) && t.isTryStatement(parent) && key === "block" && parent.handler) return true;
    if (t.isIfStatement(parent) || t.isConditionalExpression(parent)) {
      if (key === "consequent" && shows(parent.test, name, true)) return true;
      if (key === "alternate" && shows(parent.test, name, false)) return true;
    }
    if (t.isLogicalExpression(parent) && key === "right") {
      if (parent.operator !== "??" && shows(parent.left, name, parent.operator === "&&")) return true;
    }
    if (listKey === "body" && Array.isArray(container) && typeof key === "number") {
      const before = container.slice(0, key) as readonly t.Node[];
      if (before.some((statement) => leavesWithout(statement, name))) return true;
    }
  }
  return false;
}

/**
 * `try { module.exports = { handler }; } catch (error) {}` exports the handler to tests and to nothing else. Other
 * missing globals in a try are more likely to be a mistake, which the catch clause would hide.
 */
function isModules(name: string): boolean {
  return name === "module" || name === "exports";
}

/** True if a test that is `value` shows that the name exists. */
function shows(test: t.Node, name: string, value: boolean): boolean {
  if (t.isUnaryExpression(test, { operator: "!" })) return shows(test.argument, name, !value);
  if (t.isLogicalExpression(test) && test.operator !== "??") {
    // If `a && b` is true, both are true; if `a || b` is false, both are false.
    const isBoth = (test.operator === "&&") === value;
    const sides = [test.left, test.right].map((side) => shows(side, name, value));
    return isBoth ? sides.includes(true) : !sides.includes(false);
  }
  if (t.isBinaryExpression(test)) return comparisonShows(test, name, value);
  return value && isMember(test) && memberName(test) === name;
}

/** `typeof name !== "undefined"`, `typeof name === "function"`, `a.name != null`; minified, `typeof name < "u"`. */
function comparisonShows({ left, operator, right }: t.BinaryExpression, name: string, value: boolean): boolean {
  const [tested, compared] = isConstant(left) ? [right, left] : [left, right];
  const isEqual = operator === "==" || operator === "===";
  const isUnequal = operator === "!=" || operator === "!==";
  if (t.isUnaryExpression(tested, { operator: "typeof" })) {
    if (!names(tested.argument, name) || !t.isStringLiteral(compared)) return false;
    if (compared.value === "u") return operator === (value ? "<" : ">") && compared === right;
    if (compared.value !== "undefined") return value ? isEqual : isUnequal;
    return value ? isUnequal : isEqual;
  }
  return isMember(tested) && memberName(tested) === name && (value ? isUnequal : isEqual) && isNothing(compared);
}

function names(node: t.Node, name: string): boolean {
  return t.isIdentifier(node, { name }) || (isMember(node) && memberName(node) === name);
}

function isConstant(node: t.Node): boolean {
  return t.isStringLiteral(node) || isNothing(node);
}

function isNothing(node: t.Node): boolean {
  return (
    t.isNullLiteral(node) ||
    t.isIdentifier(node, { name: "undefined" }) ||
    t.isUnaryExpression(node, { operator: "void" })
  );
}

/** `if (typeof name === "undefined") return …;` */
function leavesWithout(statement: t.Node, name: string): boolean {
  if (!t.isIfStatement(statement) || !shows(statement.test, name, false)) return false;
  const { consequent } = statement;
  const last = t.isBlockStatement(consequent) ? consequent.body.at(-1) : consequent;
  return t.isReturnStatement(last) || t.isThrowStatement(last) || t.isContinueStatement(last);
}
