import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { isGuarded, isTested } from "./feature-tests.ts";
import type { Report } from "./language-diagnostic.ts";
import { globalName, isCallee, isMember, memberName } from "./names.ts";

/** Rejects globals that AWS does not list, whether named alone or as `globalThis.name`. */
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
    report(node, "FE-CFF-005", {
      message: `globalThis is read by a computed name, so this check cannot know whether ${report.language.runtime} has it.`,
      fix: "Write the name out.",
    });
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
      report(node, "FE-CFF-010", {
        message: "Function makes code from a string, which CloudFront Functions reject.",
        fix: "Write the function out.",
      });
    }
  }
  if (node.name === "Symbol" && isCallee(path)) {
    report(node, "FE-CFF-020", {
      message: "Symbol() is not in cloudfront-js-2.0: AWS lists Symbol.for() and Symbol.keyFor() only.",
      fix: "Use Symbol.for().",
      absent: { name: "Symbol()", isGlobal: false },
    });
  }
}

function isAssigned({ key, parent }: NodePath): boolean {
  if (t.isAssignmentExpression(parent) || t.isForInStatement(parent) || t.isForOfStatement(parent))
    return key === "left";
  return t.isUpdateExpression(parent);
}

function checkAssignment(path: NodePath, node: t.Identifier, report: Report): void {
  if (path.scope.hasBinding(node.name, true)) return;
  report(node, "FE-CFF-021", {
    subject: node.name,
    message: `'${node.name}' is assigned and never declared; functions run in strict mode, where that throws.`,
    fix: `Declare it with ${report.language.declarations.includes("let") ? "let" : "var"}.`,
  });
}

function refuse(node: t.Node, name: string, report: Report): void {
  const { refusedGlobals, runtime } = report.language;
  const known = Object.hasOwn(refusedGlobals, name) ? refusedGlobals[name] : undefined;
  if (known === undefined) {
    const message = `'${name}' is neither declared nor a global of ${runtime}.`;
    report(node, "FE-CFF-022", { subject: name, message, fix: "Declare it, or do without." });
    return;
  }
  const message = `'${name}' is not in ${runtime}: ${known.reason}.`;
  const page = known.page ?? report.language.source.page;
  report(node, known.rule, { message, fix: known.fix, page, absent: { name, isGlobal: true } });
}
