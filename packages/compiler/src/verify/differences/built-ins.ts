import type { NodePath } from "@babel/core";
import { types as t } from "@babel/core";
import { isGlobalNamed, nameOf } from "../../passes/njs/facts.ts";
import { differenceAdvice } from "./advice.ts";
import type { Tell } from "./find-differences.ts";

/** Built-ins that AWS lists and no engine at the edge has as ECMAScript describes them. */
export function checkBuiltIn(path: NodePath, tell: Tell): void {
  if (!path.isMemberExpression()) return;
  const { object, property, computed } = path.node;
  const name = nameOf(property, computed);
  if (name === "stringify" && isGlobalNamed(path, object, "JSON")) checkIndent(path, tell);
  if (name === "cbrt" && isGlobalNamed(path, object, "Math")) {
    tell(property, "Math.cbrt()", differenceAdvice.cbrt);
  } else if (/^toLocale(?:Date|Time)String$/.test(name ?? "") || (name === "toLocaleString" && isDate(path, object))) {
    tell(property, `.${name}() of a date`, differenceAdvice.dateInWords);
  } else if (name === "toTimeString" || (name === "toString" && isDate(path, object))) {
    tell(property, `.${name}() of a date`, differenceAdvice.dateWithZone);
  } else if (/^(?:includes|startsWith|endsWith)$/.test(name ?? "") && path.key === "callee") {
    const [text] = (path.parent as t.CallExpression).arguments;
    if (t.isRegExpLiteral(text)) tell(property, `.${name}() of a regular expression`, differenceAdvice.patternToFind);
  }
}

/** Indents within what is empty are taken out by what they are made of, which no value of JSON begins with. */
function checkIndent(path: NodePath<t.MemberExpression>, tell: Tell): void {
  const indent = t.isCallExpression(path.parent) && path.key === "callee" ? path.parent.arguments[2] : undefined;
  if (!t.isStringLiteral(indent) || !/[\w"[\]{}]/.test(indent.value)) return;
  tell(indent, "an indent of JSON that is no white space", differenceAdvice.indent);
}

/** `new Date()`, or a variable that holds one. */
function isDate(path: NodePath, node: t.Node): boolean {
  if (t.isNewExpression(node)) return isGlobalNamed(path, node.callee, "Date");
  if (!t.isIdentifier(node)) return false;
  const holder = path.scope.getBinding(node.name)?.path.node;
  return t.isVariableDeclarator(holder) && t.isNewExpression(holder.init) && isDate(path, holder.init);
}
