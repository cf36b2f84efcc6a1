import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { isGlobalNamed, nameOf } from "../../passes/njs/facts.ts";
import type { ReportDifference } from "./report-difference.ts";

/** Reports built-ins that AWS lists but that no engine at the edge has as ECMAScript describes them. */
export function checkBuiltIn(path: NodePath, report: ReportDifference): void {
  if (!path.isMemberExpression()) return;
  const { object, property, computed } = path.node;
  const name = nameOf(property, computed);
  if (name === "stringify" && isGlobalNamed(path, object, "JSON")) checkIndent(path, report);
  if (name === "cbrt" && isGlobalNamed(path, object, "Math")) {
    report(property, "FE-CFF-090", "Math.cbrt()", "Use Math.pow(x, 1 / 3), and round it.");
  } else if (/^toLocale(?:Date|Time)String$/.test(name ?? "") || (name === "toLocaleString" && isDate(path, object))) {
    report(
      property,
      "FE-CFF-091",
      `.${name}() of a date`,
      "Use toISOString(), toUTCString() or the getters: there are no locales.",
    );
  } else if (name === "toTimeString" || (name === "toString" && isDate(path, object))) {
    report(
      property,
      "FE-CFF-092",
      `.${name}() of a date`,
      "Use toISOString() or toUTCString(): the time zone's name differs.",
    );
  } else if (
    /^(?:includes|startsWith|endsWith)$/.test(name ?? "") &&
    path.key === "callee" &&
    "arguments" in path.parent
  ) {
    const [text] = path.parent.arguments;
    if (t.isRegExpLiteral(text))
      report(property, "FE-CFF-100", `.${name}() of a regular expression`, "Use its test().");
  }
}

/**
 * Other indents are fine: a pass of the compiler takes the indents out of empty arrays and objects, which it finds because
 * no JSON value begins with the characters of such an indent.
 */
function checkIndent(path: NodePath<t.MemberExpression>, report: ReportDifference): void {
  const indent = t.isCallExpression(path.parent) && path.key === "callee" ? path.parent.arguments[2] : undefined;
  if (!t.isStringLiteral(indent) || !/[\w"[\]{}]/.test(indent.value)) return;
  report(
    indent,
    "FE-CFF-096",
    "an indent of JSON with a character that JSON's values begin with",
    "Indent with spaces.",
  );
}

/** `new Date()`, or a variable that holds one. */
function isDate(path: NodePath, node: t.Node): boolean {
  if (t.isNewExpression(node)) return isGlobalNamed(path, node.callee, "Date");
  if (!t.isIdentifier(node)) return false;
  const holder = path.scope.getBinding(node.name)?.path.node;
  return t.isVariableDeclarator(holder) && t.isNewExpression(holder.init) && isDate(path, holder.init);
}
