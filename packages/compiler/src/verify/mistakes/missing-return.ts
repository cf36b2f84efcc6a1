import { type NodePath, traverse } from "@babel/core";
import * as t from "@babel/types";
import { follow } from "../../load/handler-file.ts";
import { handlersOf } from "../../native/takes-callback.ts";
import { exportedFunction } from "../exported-function.ts";
import type { LineAndColumn, SimplifiedSource } from "../simplified-source.ts";
import { endsOf } from "./flow.ts";

/** A handler that ends without a request or response on some path, or on each. */
export interface MissingReturn {
  readonly isAlways: boolean;
  /** The `return` without a value, or the handler's function. */
  readonly at: LineAndColumn;
}

/** Finds handlers whose function can end without returning a value. A native handler with a callback may do so. */
export function findMissingReturns(source: SimplifiedSource | undefined, isPortable: boolean): MissingReturn[] {
  if (source === undefined) return [];
  const missing: MissingReturn[] = [];
  traverse(source.tree, {
    Program(program) {
      const handlers = isPortable ? [exportedFunction(program)] : handlersOf(program).map((one) => follow(one));
      for (const handler of new Set(handlers)) {
        if (handler?.isFunction() !== true || handler.node.generator) continue;
        if (!isPortable && answersOtherwise(handler)) continue;
        const { returnsValue, emptyReturn, reachesEnd } = endsOf(handler);
        if (!reachesEnd && emptyReturn === undefined) continue;
        missing.push({ isAlways: !returnsValue, at: source.positionOf(emptyReturn ?? handler.node) });
      }
      program.stop();
    },
  });
  return missing;
}

/** True if it takes Lambda's callback, or calls a method of Lambda's context that ends the function. */
function answersOtherwise(handler: NodePath<t.Function>): boolean {
  if (handler.node.params.length > 2) return true;
  let isFound = false;
  t.traverseFast(handler.node, (node) => {
    isFound ||= t.isIdentifier(node, { name: "arguments" });
    isFound ||=
      t.isMemberExpression(node) && ["succeed", "done", "fail"].some((name) => t.isIdentifier(node.property, { name }));
  });
  return isFound;
}
