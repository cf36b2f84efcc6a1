import * as t from "@babel/types";
import type { Code } from "../source/code.ts";

/**
 * True if the code makes promises. The bundle must have the adapter that makes none, so that only the handlers count.
 * Code that a constant config rules out is gone from the bundle, and does not count.
 */
export function returnsPromise(bundle: Code): boolean {
  if (!/\basync\b|\bPromise\b|\.then\b|\bkvs\b/.test(bundle.code)) return false;
  let isFound = false;
  t.traverseFast(bundle.tree, (node) => {
    isFound ||= isPromising(node);
  });
  return isFound;
}

function isPromising(node: t.Node): boolean {
  if (t.isFunction(node)) return node.async === true;
  if (t.isIdentifier(node)) return node.name === "Promise";
  return t.isMemberExpression(node) && !node.computed && t.isIdentifier(node.property, { name: "then" });
}
