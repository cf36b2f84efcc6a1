import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { isGlobalNamed, nameOf } from "../../passes/njs/facts.ts";
import { njsDigits } from "./njs-digits.ts";
import type { ReportDifference } from "./report-difference.ts";

/**
 * Reports a number that njs writes with another last digit, such as 0.1 + 0.2, where it becomes text as it is.
 * Calculating with it is fine.
 */
export function checkNumber(path: NodePath, report: ReportDifference): void {
  if (!isWritten(path)) return;
  const value = numberOf(path);
  if (value === undefined || isWrittenAlike(value)) return;
  report(path.node, "FE-CFF-097", `the number ${value} as text`, "Round it, with toFixed() or Math.round().");
}

/** True if a value is returned or made text: in a template, by String or by JSON. */
function isWritten({ key, listKey, parent, parentPath }: NodePath): boolean {
  if (parentPath === null) return false;
  if (t.isReturnStatement(parent) || t.isTemplateLiteral(parent))
    return key === "argument" || listKey === "expressions";
  if (t.isArrowFunctionExpression(parent)) return key === "body";
  if (t.isArrayExpression(parent)) return isWritten(parentPath);
  if (t.isObjectProperty(parent))
    return key === "value" && parentPath.parentPath !== null && isWritten(parentPath.parentPath);
  if (t.isCallExpression(parent) && listKey === "arguments") {
    const { callee } = parent;
    if (isGlobalNamed(parentPath, callee, "String")) return true;
    return t.isMemberExpression(callee) && isGlobalNamed(parentPath, callee.object, "JSON");
  }
  return key === "object" && t.isMemberExpression(parent) && nameOf(parent.property, parent.computed) === "toString";
}

/** The value of a constant numeric expression; undefined for any other. */
function numberOf(path: NodePath): number | undefined {
  const { node } = path;
  if (t.isNumericLiteral(node)) return node.value;
  if (t.isMemberExpression(node) && isGlobalNamed(path, node.object, "Math")) {
    const value: unknown = Object.getOwnPropertyDescriptor(Math, nameOf(node.property, node.computed) ?? "")?.value;
    return typeof value === "number" ? value : undefined;
  }
  // Number("…") comes as +"…" from the bundler.
  if (path.isUnaryExpression() && /^[+-]$/.test(path.node.operator)) {
    const argument = path.get("argument");
    const value = argument.isStringLiteral() ? Number(argument.node.value) : numberOf(argument);
    return value !== undefined && path.node.operator === "-" ? -value : value;
  }
  if (t.isIdentifier(node)) {
    const binding = path.scope.getBinding(node.name);
    if (!binding?.constant || !binding.path.isVariableDeclarator()) return undefined;
    const init = binding.path.get("init");
    return t.isIdentifier(binding.path.node.id) && init.hasNode() ? numberOf(init) : undefined;
  }
  return path.isBinaryExpression() ? calculate(path) : undefined;
}

function calculate(path: NodePath<t.BinaryExpression>): number | undefined {
  const [left, right] = [numberOf(path.get("left")), numberOf(path.get("right"))];
  if (left === undefined || right === undefined) return undefined;
  switch (path.node.operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    default:
      return undefined;
  }
}

/** True if njs writes a number as ECMAScript does. */
function isWrittenAlike(value: number): boolean {
  const positive = Math.abs(value);
  if (positive === 0 || !Number.isFinite(positive)) return true;
  return (
    njsDigits(positive) ===
    String(positive)
      .replace(/e.*$|\D/g, "")
      .replace(/^0+|0+$/g, "")
  );
}
