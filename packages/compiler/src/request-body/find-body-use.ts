import { type NodePath, traverse } from "@babel/core";
import * as t from "@babel/types";
import { entryFile } from "../bundle/entry.ts";
import { follow } from "../load/handler-file.ts";
import { assignedHandlers, handlersOf } from "../native/takes-callback.ts";
import type { Code } from "../source/code.ts";
import type { Position } from "../source/trace.ts";
import { type Keys, ValueFlow } from "./value-flow.ts";

/** The use that a function makes of a request's body: it reads it, or passes the request to code that may. */
export interface BodyUse {
  readonly kind: "use" | "hand-on";
  /** The author's line; undefined in code that no author wrote. */
  readonly position: Position | undefined;
}

const nativeKeys: Keys = ["Records", "0", "cf", "request", "body"];

/**
 * Finds the use that a function at a request event makes of the request's body. Code that can't be followed counts as
 * `hand-on`, since a function that gets no body fails, and one that gets an unused body doesn't. `console` reads
 * nothing: a log alone does not justify exposing the bodies that viewers send.
 *
 * @param bundle with its names kept
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-include-body-access.html
 */
export function findBodyUse(bundled: Code, isNative: boolean): BodyUse | undefined {
  const positionOf = (node: t.Node) => bundled.positionOf(node);
  const resultTakers: NodePath[] = [];
  const flow = new ValueFlow((callee) => takesResult(callee, resultTakers));
  const start = (handler: NodePath | undefined, keys: Keys) => {
    if (handler?.isFunction() !== true) {
      // The bundler's own export of a CommonJS module leads to the author's assignment, which is found by itself.
      const isBundlers = handler === undefined || positionOf(handler.node) === undefined;
      if (!isBundlers) flow.escapes.push(handler.node);
      return;
    }
    const [event, ...others] = handler.get("params");
    if (isNative) resultTakers.push(...others);
    if (event !== undefined) flow.bind(event, keys);
  };
  const isEntrys = (node: t.Node) => positionOf(node)?.file === entryFile;
  traverse(bundled.tree, {
    Program(program) {
      if (isNative) for (const handler of handlersOf(program)) start(follow(handler) ?? handler, nativeKeys);
    },
    AssignmentExpression(path) {
      // A module of CommonJS is a function of the bundle.
      if (isNative && path.scope.path.isFunction()) {
        for (const handler of assignedHandlers(path)) start(follow(handler) ?? handler, nativeKeys);
      }
    },
    ObjectProperty(path) {
      if (isNative || !t.isIdentifier(path.node.key, { name: "handle" }) || !isEntrys(path.node)) return;
      const value = path.get("value");
      if (value.isIdentifier()) start(follow(value) ?? value, ["body"]);
    },
    CallExpression(path) {
      const isRequest = t.isIdentifier(path.node.callee, { name: "requestOf" });
      if (!isNative && isRequest && isEntrys(path.node)) flow.use(path, ["body"]);
    },
  });
  const [read] = flow.reads;
  if (read !== undefined) return { kind: "use", position: positionOf(read) };
  const [handedOn] = flow.escapes;
  return handedOn && { kind: "hand-on", position: positionOf(handedOn) };
}

/** `edge-handlers/sign/handler.ts:4 uses the request's body`. */
export function describeBodyUse(use: BodyUse | undefined): string | undefined {
  if (use === undefined) return undefined;
  const { kind, position } = use;
  const subject = position === undefined ? "the function" : `${position.file}:${position.line}`;
  return kind === "use"
    ? `${subject} uses the request's body`
    : `${subject} hands the request on to code that may read its body`;
}

/** Lambda's callback, and the methods of its context that end a function. */
function takesResult(callee: NodePath, parameters: readonly NodePath[]): boolean {
  const owner = callee.isMemberExpression() ? callee.get("object") : callee;
  if (!owner.isIdentifier()) return false;
  const bound = owner.scope.getBinding(owner.node.name)?.identifier;
  return parameters.some(({ node }) => node === bound);
}
