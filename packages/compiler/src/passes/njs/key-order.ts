import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import type { HelperName, Helpers } from "../helpers.ts";
import { isKnownArray, markedArrays } from "../known-arrays.ts";
import { type Facts, isGlobalNamed, nameOf } from "./facts.ts";

const lists: Readonly<Record<string, HelperName>> = { keys: "keysOf", values: "valuesOf", entries: "entriesOf" };

/**
 * ECMAScript lists an object's integer keys before all others, in ascending order; njs lists all as they were set. If
 * the author's code makes keys that may be integers, code that lists keys sorts them. A getter's value is read where
 * njs would give undefined, and a for-in loop does not reach a key that is deleted in it.
 */
export function lowerKeyOrder(program: NodePath<t.Program>, facts: Facts, helpers: Helpers): void {
  const { hasComputedKeys, hasAccessors, deletes } = facts;
  if (!hasComputedKeys && !hasAccessors && !deletes) return;
  program.traverse({
    CallExpression: {
      exit(path) {
        if (!facts.isAuthors(path.node)) return;
        lowerList(path, facts, helpers);
        if (hasComputedKeys) lowerStringify(path, helpers);
      },
    },
    ForInStatement(path) {
      if (facts.isAuthors(path.node) && (hasComputedKeys || deletes)) lowerForIn(path, deletes, helpers);
    },
  });
}

function lowerList(path: NodePath<t.CallExpression>, facts: Facts, helpers: Helpers): void {
  const { callee, arguments: args } = path.node;
  const [object] = args;
  if (!t.isMemberExpression(callee) || !isGlobalNamed(path, callee.object, "Object") || args.length !== 1) return;
  const name = nameOf(callee.property, callee.computed) ?? "";
  const helper = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (helper === undefined || !t.isExpression(object) || isKnownArray(path.scope, object)) return;
  if (!facts.hasComputedKeys && (!facts.hasAccessors || name === "keys")) return;
  const list = helpers.call(path, helper, [object]);
  markedArrays.add(list);
  path.replaceWith(t.inherits(list, path.node));
  path.skip();
}

function lowerStringify(path: NodePath<t.CallExpression>, helpers: Helpers): void {
  const { callee, arguments: args } = path.node;
  if (!t.isMemberExpression(callee) || !isGlobalNamed(path, callee.object, "JSON")) return;
  if (nameOf(callee.property, callee.computed) !== "stringify" || args.length === 0) return;
  const [value, replacer, ...rest] = args;
  if (value === undefined || t.isStringLiteral(value) || t.isTemplateLiteral(value)) return;
  const isAbsent = replacer === undefined || t.isNullLiteral(replacer) || t.isUnaryExpression(replacer);
  if (isAbsent) path.node.arguments = [value, helpers.name(path, "ordered"), ...rest];
}

/** Writes `for (const key of keysIn(object))`, which is lowered further; a label stays where it is. */
function lowerForIn(path: NodePath<t.ForInStatement>, deletes: boolean, helpers: Helpers): void {
  const { left, right, body } = path.node;
  const key = t.isVariableDeclaration(left) ? left.declarations[0]?.id : left;
  if (!t.isIdentifier(key)) return;
  const object = path.scope.generateUidIdentifier("object");
  (path.scope.getFunctionParent() ?? path.scope.getProgramParent()).push({ id: t.cloneNode(object) });
  const held = t.callExpression(t.identifier("Object"), [right]);
  const list = helpers.call(path, "keysIn", [t.assignmentExpression("=", t.cloneNode(object), held)]);
  markedArrays.add(list);
  const isGone = t.unaryExpression("!", t.binaryExpression("in", t.cloneNode(key), t.cloneNode(object)));
  const skip = t.ifStatement(isGone, t.continueStatement());
  const block = t.isBlockStatement(body) ? body : t.blockStatement([body]);
  if (deletes) block.body.unshift(skip);
  path.replaceWith(t.inherits(t.forOfStatement(left, list, block), path.node));
}
