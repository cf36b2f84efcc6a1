import type { NodePath } from "@babel/core";
import * as t from "@babel/types";

/** True for code in a branch that a constant config has ruled out: `if (false) …`, `true || …`. */
export function isDeadCode(path: NodePath): boolean {
  return path.findParent((inner) => isRuledOut(inner)) !== null || isRuledOut(path);
}

function isRuledOut({ parent, key }: NodePath): boolean {
  if (t.isIfStatement(parent) || t.isConditionalExpression(parent)) {
    return t.isBooleanLiteral(parent.test) && key === (parent.test.value ? "alternate" : "consequent");
  }
  if (!t.isLogicalExpression(parent) || key !== "right" || !t.isBooleanLiteral(parent.left)) return false;
  return parent.operator === (parent.left.value ? "||" : "&&");
}
