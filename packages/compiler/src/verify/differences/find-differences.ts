import { type NodePath, traverse } from "@babel/core";
import type * as t from "@babel/types";
import { type Blocker, blocker } from "../../placement/blocker.ts";
import type { Code } from "../../source/code.ts";
import { checkBuiltIn } from "./built-ins.ts";
import { DeletedKeys } from "./deleted-keys.ts";
import { checkNumber } from "./numbers.ts";
import { checkRepeatedGroups } from "./repeated-groups.ts";
import type { ReportDifference } from "./report-difference.ts";
import { checkText } from "./texts.ts";

/**
 * Finds code that AWS's list allows but whose result in njs 0.7.9 differs from ECMAScript, where no pass of the compiler
 * corrects it and the source shows it. Differences that depend on values at run time are not found: a character above
 * U+FFFF in text from outside counts as one, and some numbers of sixteen or seventeen digits end in another digit as
 * text.
 *
 * @param bundled the bundle before it is lowered, with a map to the author's files
 * @param isSdk whether a file is the SDK's, which has no such code
 */
export function findDifferences(bundled: Code, isSdk: (file: string) => boolean): Blocker[] {
  const blockers: Blocker[] = [];
  const isOfSdk = (node: t.Node) => isSdk(bundled.positionOf(node)?.file ?? "");
  const report: ReportDifference = (node, rule, what, fix) => {
    const position = bundled.positionOf(node);
    if (position === undefined) return;
    blockers.push(blocker(rule, `uses ${what}, which CloudFront Functions may give another result for`, fix, position));
  };
  const deleted = new DeletedKeys();
  traverse(bundled.tree, {
    enter(path: NodePath) {
      if (path.parentPath?.isProgram() && isOfSdk(path.node)) {
        path.skip();
        return;
      }
      checkBuiltIn(path, report);
      checkNumber(path, report);
      checkRepeatedGroups(path, report);
      checkText(path, report);
      deleted.note(path);
    },
  });
  deleted.check(report);
  return blockers;
}
