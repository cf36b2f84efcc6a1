import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { isGlobalNamed, nameOf } from "../../passes/njs/facts.ts";
import type { ReportDifference } from "./report-difference.ts";

type Member = NodePath<t.MemberExpression>;

/**
 * A key that is deleted and set again comes last in ECMAScript; njs puts it back where it was. This is reported where one
 * function does both, one after the other, to an object that the code made, and the code lists keys somewhere.
 */
export class DeletedKeys {
  readonly #deleted: Member[] = [];
  readonly #set: Member[] = [];
  #listsKeys = false;

  note(path: NodePath): void {
    if (path.isForInStatement() || path.isSpreadElement()) this.#listsKeys = true;
    if (!path.isMemberExpression()) return;
    const { parent, key, node } = path;
    if (t.isUnaryExpression(parent, { operator: "delete" })) this.#deleted.push(path);
    if (t.isAssignmentExpression(parent) && key === "left") this.#set.push(path);
    if (isGlobalNamed(path, node.object, "Object")) {
      this.#listsKeys ||= /^(?:keys|values|entries|assign)$/.test(nameOf(node.property, node.computed) ?? "");
    }
    if (isGlobalNamed(path, node.object, "JSON")) this.#listsKeys = true;
  }

  check(report: ReportDifference): void {
    if (!this.#listsKeys) return;
    for (const deleted of this.#deleted) {
      const again = this.#set.find((set) => isSameKey(deleted, set) && comesAfter(set, deleted));
      if (again === undefined) continue;
      report(
        again.node,
        "FE-CFF-093",
        "a key that was deleted before and is set again",
        "Set it without deleting it first, or make a new object.",
      );
    }
  }
}

/** The same property of the same object, written the same way. */
function isSameKey(a: Member, b: Member): boolean {
  if (a.getFunctionParent()?.node !== b.getFunctionParent()?.node || !t.isNodesEquivalent(a.node, b.node)) return false;
  const object = ownObject(a);
  return object !== undefined && object === ownObject(b);
}

/** A variable that holds an object which the code made: the order of a request's headers does not matter. */
function ownObject({ node: { object }, scope }: Member): unknown {
  const binding = t.isIdentifier(object) ? scope.getBinding(object.name) : undefined;
  const holder = binding?.path.node;
  return t.isVariableDeclarator(holder) && t.isObjectExpression(holder.init) ? binding : undefined;
}

/** True if `set` can run after `deleted`: it is not in the other branch of a condition, nor after a return. */
function comesAfter(set: Member, deleted: Member): boolean {
  const common = set.getDeepestCommonAncestorFrom([set, deleted]);
  if (common.findParent((parent) => parent.isLoop()) !== null || common.isLoop()) return true;
  if (common.isIfStatement() || common.isConditionalExpression() || common.isSwitchStatement()) return false;
  if ((set.node.start ?? 0) < (deleted.node.end ?? 0)) return false;
  const block = deleted.findParent((parent) => parent.isBlockStatement());
  const last = block?.isBlockStatement() ? block.node.body.at(-1) : undefined;
  const leaves = t.isReturnStatement(last) || t.isThrowStatement(last) || t.isContinueStatement(last);
  return !leaves || set.findParent((parent) => parent === block) !== null;
}
