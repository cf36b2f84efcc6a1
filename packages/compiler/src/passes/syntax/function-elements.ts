import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";
import { markedArrays } from "../known-arrays.ts";

/**
 * Writes `[() => 1]` as `Array.of(() => 1)`: njs 0.7.9 names a function in an array by its index, and thereby turns
 * that number into text wherever the code has it.
 */
export function lowerFunctionElements(): Visitor {
  return {
    ArrayExpression: {
      exit(path: NodePath<t.ArrayExpression>) {
        const elements = path.node.elements.filter((element) => element !== null);
        if (!elements.some((element) => t.isFunction(element)) || elements.length < path.node.elements.length) return;
        const of = t.memberExpression(t.identifier("Array"), t.identifier("of"));
        const list = t.inherits(t.callExpression(of, elements), path.node);
        markedArrays.add(list);
        path.replaceWith(list);
      },
    },
  };
}
