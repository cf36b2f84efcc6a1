import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { follow } from "../../load/handler-file.ts";

const mostSteps = 8;

/** Finds the values that a native handler returns, or passes to its callback, directly or through its own functions. */
export class Results {
  readonly #handlers: ReadonlySet<t.Node | undefined>;

  /** @param handlers the possible handlers, as `handlersOf` returns them */
  constructor(handlers: readonly NodePath[]) {
    this.#handlers = new Set(handlers.map((handler) => follow(handler)?.node));
  }

  has(value: NodePath, steps = 0): boolean {
    const { parentPath: parent, key, listKey } = value;
    if (parent === null || steps === mostSteps) return false;
    const isIn = (path: NodePath) => this.has(path, steps + 1);
    if (parent.isReturnStatement()) return this.#isReturned(parent.getFunctionParent(), steps);
    if (parent.isArrowFunctionExpression()) return key === "body" && this.#isReturned(parent, steps);
    if (parent.isConditionalExpression()) return key !== "test" && isIn(parent);
    if (parent.isLogicalExpression()) return key === "right" && isIn(parent);
    if (parent.isAwaitExpression() || parent.isParenthesizedExpression()) return isIn(parent);
    if (parent.isVariableDeclarator() && t.isIdentifier(parent.node.id)) {
      return parent.scope.getBinding(parent.node.id.name)?.referencePaths.some(isIn) ?? false;
    }
    if (!parent.isCallExpression() || listKey !== "arguments") return false;
    return this.#isCallback(parent, key) || (isPromise(parent) && isIn(parent));
  }

  #isReturned(owner: NodePath<t.Function> | null, steps: number): boolean {
    if (owner === null) return false;
    if (this.#handlers.has(owner.node)) return true;
    const name = t.isFunctionDeclaration(owner.node) ? owner.node.id : holderOf(owner);
    const uses = name ? owner.parentPath?.scope.getBinding(name.name)?.referencePaths : undefined;
    return (
      uses?.some(({ parentPath: call, key }) => key === "callee" && call !== null && this.has(call, steps + 1)) ?? false
    );
  }

  /** `callback(null, response)` of the handler's third parameter. */
  #isCallback(call: NodePath<t.CallExpression>, index: NodePath["key"]): boolean {
    const { callee } = call.node;
    if (index !== 1 || !t.isIdentifier(callee)) return false;
    const owner = call.scope.getBinding(callee.name)?.scope.block;
    return t.isFunction(owner) && this.#handlers.has(owner) && t.isIdentifier(owner.params[2], { name: callee.name });
  }
}

function holderOf({ parent }: NodePath): t.Identifier | undefined {
  return t.isVariableDeclarator(parent) && t.isIdentifier(parent.id) ? parent.id : undefined;
}

function isPromise({ node: { callee } }: NodePath<t.CallExpression>): boolean {
  return t.isMemberExpression(callee) && t.isIdentifier(callee.object, { name: "Promise" });
}
