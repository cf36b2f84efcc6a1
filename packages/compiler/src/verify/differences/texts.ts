import type { NodePath } from "@babel/core";
import { types as t } from "@babel/core";
import { isGlobalNamed, nameOf } from "../../passes/njs/facts.ts";
import { differenceAdvice } from "./advice.ts";
import type { Tell } from "./find-differences.ts";

/** A half of a pair that stands alone. */
const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const pair = /[\ud800-\udbff][\udc00-\udfff]/;

/** What counts the units of a text, or cuts it by them. */
const counting = new Set(
  "at charAt charCodeAt codePointAt indexOf lastIndexOf length match padEnd padStart search slice split substr substring".split(
    " ",
  ),
);

/** Elements of an expression that take one unit of any kind. */
const anyUnit = /(?<!\\)(?:\\\\)*(?:\.|\[\^|\\[SDW])/;

const whole = differenceAdvice.halfCharacter;
const asOne = "a character above U+FFFF, of which njs makes one unit and not two";

/** Text of UTF-16, of which njs 0.7.9 keeps whole characters: no half of a pair, and a pair is one. */
export function checkText(path: NodePath, tell: Tell): void {
  const { node } = path;
  if (t.isStringLiteral(node) || t.isTemplateElement(node)) {
    const text = t.isStringLiteral(node) ? node.value : (node.value.cooked ?? "");
    if (lone.test(text)) tell(node, "half of a surrogate pair", whole);
  } else if (t.isRegExpLiteral(node)) {
    if (/\\ud[89a-f]/i.test(node.pattern) || lone.test(node.pattern)) {
      tell(node, "half of a surrogate pair in a regular expression", differenceAdvice.halfInPattern);
    }
  } else if (t.isMemberExpression(node)) checkRead(path as NodePath<t.MemberExpression>, tell);
  else if (t.isCallExpression(node)) checkCall(path as NodePath<t.CallExpression>, tell);
}

function checkRead(path: NodePath<t.MemberExpression>, tell: Tell): void {
  const { node } = path;
  const name = nameOf(node.property, node.computed);
  if (name !== undefined && !counting.has(name) && !/^\d+$/.test(name)) return;
  const text = textOf(path.get("object"));
  if (text !== undefined && pair.test(text)) {
    tell(
      node.property,
      `${name === undefined ? "an index" : `.${name}`} of ${asOne}`,
      differenceAdvice.partOfCharacter,
    );
  }
}

function checkCall(path: NodePath<t.CallExpression>, tell: Tell): void {
  const { callee, arguments: args } = path.node;
  if (!t.isMemberExpression(callee)) return;
  const name = nameOf(callee.property, callee.computed);
  if (name === "fromCharCode" && isGlobalNamed(path, callee.object, "String")) {
    const units = args.map((unit) => (t.isNumericLiteral(unit) ? unit.value : 0));
    if (lone.test(String.fromCharCode(...units))) tell(path.node, "half of a surrogate pair", whole);
  }
  if ((name !== "test" && name !== "exec") || !t.isRegExpLiteral(callee.object) || args.length !== 1) return;
  const text = textOf(path.get("arguments.0") as NodePath);
  if (text === undefined || !pair.test(text) || !anyUnit.test(callee.object.pattern)) return;
  tell(callee.object, `a regular expression on ${asOne}`, differenceAdvice.patternOnCharacter);
}

function textOf(path: NodePath): string | undefined {
  const { confident, value } = path.evaluate();
  return confident && typeof value === "string" ? value : undefined;
}
