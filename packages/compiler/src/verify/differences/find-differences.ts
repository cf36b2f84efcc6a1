import { type NodePath, type types as t, traverse } from "@babel/core";
import type { Blocker } from "../../placement/blocker.ts";
import type { Code } from "../../source/code.ts";
import { checkBuiltIn } from "./built-ins.ts";
import { DeletedKeys } from "./deleted-keys.ts";
import { checkNumber } from "./numbers.ts";
import { checkRepeatedGroups } from "./repeated-groups.ts";
import { checkText } from "./texts.ts";

/** Tells what gives something else at the edge: what the source does, completing "uses …", and how to do without. */
export type Tell = (node: t.Node, what: string, fix: string) => void;

/**
 * What AWS's list has, and njs 0.7.9 gives another result for than ECMAScript, where no lowering makes up for it and the
 * source shows it. What only values decide at run time is not seen: a character above U+FFFF in a text that comes from
 * outside counts as one, and some numbers of sixteen or seventeen digits end in another digit as text.
 *
 * @param bundled the bundle before it is lowered, with a map to the author's files
 * @param isSdk tells the SDK's files, which have none of it
 */
export function findDifferences(bundled: Code, isSdk: (file: string) => boolean): Blocker[] {
  const found: Blocker[] = [];
  const tell: Tell = (node, what, fix) => {
    const position = bundled.positionOf(node);
    if (position === undefined || isSdk(position.file)) return;
    const end = "which CloudFront Functions may give another result for";
    found.push({ rule: "function-difference", what: `uses ${what}, ${end}`, fix, position });
  };
  const deleted = new DeletedKeys();
  traverse(bundled.tree, {
    enter(path: NodePath) {
      checkBuiltIn(path, tell);
      checkNumber(path, tell);
      checkRepeatedGroups(path, tell);
      checkText(path, tell);
      deleted.note(path);
    },
  });
  deleted.check(tell);
  return found;
}
