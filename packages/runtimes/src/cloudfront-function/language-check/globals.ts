import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { advice } from "./advice.ts";
import { isGuarded, isTested } from "./feature-tests.ts";
import type { Report } from "./finding.ts";
import { globalName, isCallee, isMember, memberName } from "./names.ts";

/** Refuses globals that AWS does not list, whether named alone or as `globalThis.name`. */
export function checkGlobals(path: NodePath, report: Report): void {
  const { node, parent } = path;
  if (isMember(node)) {
    checkMember(path, node, report);
    return;
  }
  if (!t.isIdentifier(node)) return;
  if (isAssigned(path)) {
    checkAssignment(path, node, report);
    return;
  }
  if (!path.isReferencedIdentifier() || path.scope.hasBinding(node.name, true)) return;
  // `typeof name` never throws.
  if (t.isUnaryExpression(parent, { operator: "typeof" })) return;
  if (report.language.globals.includes(node.name)) checkUse(path, node, report);
  else if (!isGuarded(path, node.name)) refuse(node, node.name, report);
}

function checkMember(path: NodePath, node: t.MemberExpression | t.OptionalMemberExpression, report: Report): void {
  const isGlobalObject = globalName(path, node.object) === "globalThis";
  if (isGlobalObject && memberName(node) === undefined) {
    report(
      node,
      "global",
      `globalThis is read by a computed name, so this check cannot know whether ${report.language.runtime} has it. ${advice.computedGlobal}`,
    );
  }
  const name = globalName(path, node);
  if (name === undefined || report.language.globals.includes(name) || isAssigned(path)) return;
  if (!isTested(path) && !isGuarded(path, name)) refuse(node, name, report);
}

/** Checks globals that exist for some uses only. */
function checkUse(path: NodePath, node: t.Identifier, report: Report): void {
  const { parent } = path;
  if (node.name === "Function") {
    const prototype = isMember(parent) && parent.object === node && memberName(parent) === "prototype";
    const tested = t.isBinaryExpression(parent, { operator: "instanceof" });
    if (!prototype && !tested) {
      report(
        node,
        "dynamic-code",
        `Function makes code from a string, which CloudFront Functions refuse. ${advice.functionConstructor}`,
      );
    }
  }
  if (node.name === "Symbol" && isCallee(path)) {
    report(
      node,
      "global",
      `Symbol() is not in cloudfront-js-2.0: AWS lists Symbol.for() and Symbol.keyFor() only. ${advice.symbolCall}`,
    );
  }
}

function isAssigned({ key, parent }: NodePath): boolean {
  if (t.isAssignmentExpression(parent) || t.isForInStatement(parent) || t.isForOfStatement(parent))
    return key === "left";
  return t.isUpdateExpression(parent);
}

function checkAssignment(path: NodePath, node: t.Identifier, report: Report): void {
  if (path.scope.hasBinding(node.name, true)) return;
  report(
    node,
    "undeclared",
    `'${node.name}' is assigned and never declared; functions run in strict mode, where that throws. ${advice.undeclared} ${report.language.declarations.includes("let") ? "let" : "var"}.`,
  );
}

function refuse(node: t.Node, name: string, report: Report): void {
  const { refusedGlobals, runtime } = report.language;
  const known = Object.hasOwn(refusedGlobals, name) ? refusedGlobals[name] : undefined;
  const rule = name === "eval" ? "dynamic-code" : "global";
  if (known === undefined) {
    report(node, rule, `'${name}' is neither declared nor a global of ${runtime}. ${advice.unknownGlobal}`);
  } else {
    report(node, rule, `'${name}' is not in ${runtime}: ${known.reason}. ${known.fix}`, { page: known.page });
  }
}
