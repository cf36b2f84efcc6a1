import * as t from "@babel/types";
import { fieldsOf } from "../../source/fields.ts";

/** True if code awaits, not counting the functions in it. */
export function holdsAwait(node: t.Node): boolean {
  if (t.isAwaitExpression(node)) return true;
  if (t.isFunction(node)) return false;
  return (t.VISITOR_KEYS[node.type] ?? []).some((key) => {
    const child = fieldsOf(node)[key];
    const children = Array.isArray(child) ? child : [child];
    return children.some((item) => item !== null && item !== undefined && holdsAwait(item));
  });
}
