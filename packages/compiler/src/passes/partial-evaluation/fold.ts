import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import type { Constants } from "./constants.ts";
import { isPrimitive } from "./constants.ts";

type Value = string | number | boolean | null | undefined;

/** Computes expressions whose values are known at build time, and drops the branches that they rule out. */
export function fold(program: NodePath<t.Program>, constants: Constants): boolean {
  let changed = false;
  const replace = (path: NodePath, node: t.Node) => {
    t.inheritLeadingComments(node, path.node);
    node.loc = path.node.loc ?? null;
    path.replaceWith(node);
    changed = true;
  };
  program.traverse({
    Expression: {
      exit(path) {
        const { node, scope } = path;
        if (isPrimitive(node) || isTarget(path)) return;
        const known = evaluate(node, scope, constants);
        if (known !== undefined && isWorthIt(node, known.value)) replace(path, literal(known.value));
        else if (t.isConditionalExpression(node)) {
          const test = evaluate(node.test, scope, constants);
          if (test !== undefined) replace(path, test.value ? node.consequent : node.alternate);
        } else if (t.isLogicalExpression(node) && node.operator !== "??") {
          const left = evaluate(node.left, scope, constants);
          if (left !== undefined)
            replace(path, Boolean(left.value) === (node.operator === "&&") ? node.right : node.left);
        }
      },
    },
    IfStatement: {
      exit(path) {
        const test = evaluate(path.node.test, path.scope, constants);
        if (test === undefined) return;
        const kept = test.value ? path.node.consequent : path.node.alternate;
        const dropped = test.value ? path.node.alternate : path.node.consequent;
        if (hoists(dropped)) return;
        changed = true;
        if (kept) path.replaceWith(kept);
        else path.remove();
      },
    },
  });
  return changed;
}

/** False for a name of a long text, which is better kept once. */
function isWorthIt(node: t.Node, value: Value): boolean {
  return typeof value !== "string" || !(t.isIdentifier(node) || t.isMemberExpression(node)) || value.length <= 40;
}

function hoists(node: t.Node | null | undefined): boolean {
  let isFound = false;
  if (node) {
    t.traverseFast(node, (at) => {
      isFound ||= t.isVariableDeclaration(at, { kind: "var" }) || t.isFunctionDeclaration(at);
    });
  }
  return isFound;
}

function isTarget({ node, parent, parentPath, key, listKey }: NodePath): boolean {
  if (t.isAssignmentExpression(parent) || t.isForXStatement(parent)) return parent.left === node;
  if (t.isUpdateExpression(parent) || t.isUnaryExpression(parent, { operator: "delete" })) return true;
  if (t.isCallExpression(parent) || t.isNewExpression(parent)) return parent.callee === node;
  if (t.isVariableDeclarator(parent) || t.isLabeledStatement(parent)) return key !== "init";
  if (t.isMemberExpression(parent) || t.isOptionalMemberExpression(parent)) {
    return (key === "property" && !parent.computed) || (key === "object" && !t.isExpression(node));
  }
  if (t.isFunction(parent)) return key !== "body" || listKey === "params";
  if (t.isObjectProperty(parent))
    return t.isObjectPattern(parentPath?.parent) || (key === "key" && !parent.computed) || parent.shorthand;
  return (
    t.isPattern(parent) ||
    t.isRestElement(parent) ||
    t.isExportSpecifier(parent) ||
    t.isTaggedTemplateExpression(parent)
  );
}

function literal(value: Value): t.Expression {
  return value === undefined ? t.unaryExpression("void", t.numericLiteral(0)) : t.valueToNode(value);
}

/** The value of an expression, in an object that distinguishes undefined from unknown. */
function evaluate(node: t.Node, scope: NodePath["scope"], constants: Constants): { readonly value: Value } | undefined {
  if (t.isStringLiteral(node) || t.isNumericLiteral(node) || t.isBooleanLiteral(node)) return { value: node.value };
  if (t.isNullLiteral(node)) return { value: null };
  if (t.isIdentifier(node, { name: "undefined" }) && !scope.hasBinding("undefined", true)) return { value: undefined };
  if (t.isIdentifier(node) || t.isMemberExpression(node)) {
    const known = constants.literalOf(node, scope);
    return known !== undefined && known !== node && isPrimitive(known) ? evaluate(known, scope, constants) : undefined;
  }
  if (t.isTemplateLiteral(node)) {
    const parts = node.expressions.map((part) => evaluate(part, scope, constants));
    if (!parts.every((part) => part !== undefined)) return undefined;
    return {
      value: node.quasis
        .map(({ value }, index) => value.cooked + (index < parts.length ? String(parts[index]?.value) : ""))
        .join(""),
    };
  }
  if (t.isUnaryExpression(node)) {
    const argument = evaluate(node.argument, scope, constants);
    if (argument === undefined) return undefined;
    if (node.operator === "!") return { value: !argument.value };
    if (node.operator === "void") return { value: undefined };
    return node.operator === "-" && typeof argument.value === "number" ? { value: -argument.value } : undefined;
  }
  if (t.isBinaryExpression(node)) {
    const left = evaluate(node.left, scope, constants);
    const right = left && evaluate(node.right, scope, constants);
    return left && right ? binary(node.operator, left.value, right.value) : undefined;
  }
  if (t.isCallExpression(node) && t.isMemberExpression(node.callee, { computed: false })) {
    const { object, property } = node.callee;
    const [given, ...others] = node.arguments;
    const isStart = t.isIdentifier(property, { name: "startsWith" });
    if (given === undefined || others.length > 0) return undefined;
    if (!isStart && !t.isIdentifier(property, { name: "endsWith" })) return undefined;
    const text = evaluate(object, scope, constants)?.value;
    const part = evaluate(given, scope, constants)?.value;
    if (typeof text !== "string" || typeof part !== "string") return undefined;
    return { value: isStart ? text.startsWith(part) : text.endsWith(part) };
  }
  return undefined;
}

function binary(operator: string, a: Value, b: Value): { readonly value: Value } | undefined {
  if (operator === "===") return { value: a === b };
  if (operator === "!==") return { value: a !== b };
  if ((operator === "==" || operator === "!=") && (a == null || b == null)) {
    return { value: ((a ?? null) === (b ?? null)) === (operator === "==") };
  }
  if (typeof a === "string" && typeof b === "string" && operator === "+") return { value: a + b };
  if (typeof a !== "number" || typeof b !== "number") return undefined;
  const made = { "+": a + b, "-": a - b, "*": a * b }[operator];
  return made !== undefined && Number.isSafeInteger(made) ? { value: made } : undefined;
}
