import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { isGlobalNamed, nameOf } from "../../passes/njs/facts.ts";
import type { ReportDifference } from "./report-difference.ts";

/** Half of a surrogate pair without the other half. */
const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const pair = /[\ud800-\udbff][\udc00-\udfff]/;

/** Methods and properties that count the units of a text, or cut it by them. */
const counting = new Set(
  "at charAt charCodeAt codePointAt indexOf lastIndexOf length match padEnd padStart search slice split substr substring".split(
    " ",
  ),
);

/** Elements of an expression that take one unit of any kind. */
const anyUnit = /(?<!\\)(?:\\\\)*(?:\.|\[\^|\\[SDW])/;

const asOne = "a character above U+FFFF, of which njs makes one unit and not two";

/**
 * Reports text that njs 0.7.9 keeps differently. ECMAScript has units of UTF-16; njs has whole characters, so it keeps no
 * half of a surrogate pair and counts a pair as one.
 */
export function checkText(path: NodePath, report: ReportDifference): void {
  const { node } = path;
  if (t.isStringLiteral(node) || t.isTemplateElement(node)) {
    const text = t.isStringLiteral(node) ? node.value : (node.value.cooked ?? "");
    if (lone.test(text)) reportHalf(node, report);
  } else if (t.isRegExpLiteral(node)) {
    if (/\\ud[89a-f]/i.test(node.pattern) || lone.test(node.pattern)) {
      report(
        node,
        "FE-CFF-095",
        "half of a surrogate pair in a regular expression",
        "Match the characters' code points in a loop.",
      );
    }
  } else if (path.isMemberExpression()) checkRead(path, report);
  else if (path.isCallExpression()) checkCall(path, report);
}

function checkRead(path: NodePath<t.MemberExpression>, report: ReportDifference): void {
  const { node } = path;
  const name = nameOf(node.property, node.computed);
  if (name !== undefined && !counting.has(name) && !/^\d+$/.test(name)) return;
  const text = textOf(path.get("object"));
  if (text !== undefined && pair.test(text)) {
    report(
      node.property,
      "FE-CFF-098",
      `${name === undefined ? "an index" : `.${name}`} of ${asOne}`,
      "Keep such text whole.",
    );
  }
}

function checkCall(path: NodePath<t.CallExpression>, report: ReportDifference): void {
  const { callee, arguments: args } = path.node;
  if (!t.isMemberExpression(callee)) return;
  const name = nameOf(callee.property, callee.computed);
  if (name === "fromCharCode" && isGlobalNamed(path, callee.object, "String")) {
    const units = args.map((unit) => (t.isNumericLiteral(unit) ? unit.value : 0));
    if (lone.test(String.fromCharCode(...units))) reportHalf(path.node, report);
  }
  if ((name !== "test" && name !== "exec") || !t.isRegExpLiteral(callee.object) || args.length !== 1) return;
  const text = textOf(path.get("arguments.0"));
  if (text === undefined || !pair.test(text) || !anyUnit.test(callee.object.pattern)) return;
  report(callee.object, "FE-CFF-099", `a regular expression on ${asOne}`, "Match what is before and behind it.");
}

function reportHalf(node: t.Node, report: ReportDifference): void {
  report(node, "FE-CFF-094", "half of a surrogate pair", "Write the whole character, or omit it.");
}

function textOf(path: NodePath): string | undefined {
  const { confident, value } = path.evaluate();
  return confident && typeof value === "string" ? value : undefined;
}
