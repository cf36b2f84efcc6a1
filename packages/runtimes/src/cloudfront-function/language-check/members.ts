import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { commonMembers } from "@featheredge/aws-rules";
import { isGuarded, isTested } from "./feature-tests.ts";
import { absent, type Report } from "./language-diagnostic.ts";
import { globalName, isCallee, isMember, memberName } from "./names.ts";

/** Rejects members of built-ins that AWS does not list. `defined` are names that the code itself gives to members. */
export function checkMembers(path: NodePath, defined: ReadonlySet<string>, report: Report): void {
  const { node } = path;
  if (!isMember(node)) return;
  const name = memberName(node);
  if (name === undefined) return;
  const { staticMembers, refusedMethods, runtime } = report.language;
  checkConstructor(path, node, name, report);
  if (defined.has(name) || isTested(path) || isGuarded(path, name)) return;
  const owner = globalName(path, node.object);
  if (owner !== undefined && Object.hasOwn(staticMembers, owner)) {
    checkStatic(node, owner, name, report);
    return;
  }
  const prototypeOf = isMember(node.object) && memberName(node.object) === "prototype";
  const builtIn = prototypeOf && isMember(node.object) ? globalName(path, node.object.object) : undefined;
  if (builtIn !== undefined && Object.hasOwn(staticMembers, builtIn)) {
    checkPrototype(node, builtIn, name, report);
    return;
  }
  if (name === "toLocaleString" && isCalled(path) && !isDate(path, node.object)) {
    report(
      node.property,
      "FE-CFF-012",
      absent(".toLocaleString() of Number, Array and Object", runtime, "Format it by hand."),
    );
  }
  if (isCalled(path) && Object.hasOwn(refusedMethods, name)) {
    const method = refusedMethods[name];
    if (method === undefined) return;
    report(node.property, method.rule, absent(`.${name}() of ${method.owner}`, runtime, method.fix));
  }
}

function checkStatic(
  node: t.MemberExpression | t.OptionalMemberExpression,
  owner: string,
  name: string,
  report: Report,
) {
  const listed = report.language.staticMembers[owner] ?? [];
  if (listed.includes(name) || commonMembers.includes(name)) return;
  const fix =
    listed.length > 0 ? `Use another member of ${owner} (${listed.join(", ")}), or write it out.` : "Write it out.";
  report(node, "FE-CFF-026", absent(`${owner}.${name}`, report.language.runtime, fix));
}

function checkPrototype(
  node: t.MemberExpression | t.OptionalMemberExpression,
  owner: string,
  name: string,
  report: Report,
) {
  const group = /^(Float|Int|Uint)\d/.test(owner) ? "TypedArray" : owner.endsWith("Error") ? "Error" : owner;
  const { prototypeMembers, refusedMethods, runtime } = report.language;
  const listed = prototypeMembers[group];
  if (listed === undefined || listed.includes(name) || commonMembers.includes(name)) return;
  const method = Object.hasOwn(refusedMethods, name) ? refusedMethods[name] : undefined;
  const fix = method?.fix ?? "Write it out.";
  report(node, method?.rule ?? "FE-CFF-025", absent(`${owner}.prototype.${name}`, runtime, fix));
}

/** `.constructor` leads to Function, which makes code from strings. Comparing it, setting it and its name are fine. */
function checkConstructor(path: NodePath, node: t.Node, name: string, report: Report): void {
  if (name !== "constructor") return;
  const { parent } = path;
  const compared = t.isBinaryExpression(parent) && ["===", "!==", "==", "!="].includes(parent.operator);
  const set = t.isAssignmentExpression(parent) && parent.left === node;
  const named = isMember(parent) && memberName(parent) === "name";
  if (compared || set || named) return;
  report(node, "FE-CFF-008", {
    message: "'.constructor' reaches Function, which makes code from strings; CloudFront Functions reject that.",
    fix: "Name the function itself.",
  });
}

/** True if a member is called: directly, through `.call` or `.apply`, or by a variable that holds it. */
function isCalled(path: NodePath): boolean {
  if (isCallee(path)) return true;
  const name = isMember(path.parent) ? memberName(path.parent) : undefined;
  if ((name === "call" || name === "apply") && path.key === "object") return true;
  const { parent } = path;
  if (!t.isVariableDeclarator(parent) || !t.isIdentifier(parent.id)) return false;
  return path.scope.getBinding(parent.id.name)?.referencePaths.some(isCalled) ?? false;
}

/** `new Date()`, or a variable that holds one. */
function isDate(path: NodePath, node: t.Node): boolean {
  if (t.isNewExpression(node)) return globalName(path, node.callee) === "Date";
  if (!t.isIdentifier(node)) return false;
  const holder = path.scope.getBinding(node.name)?.path.node;
  return t.isVariableDeclarator(holder) && t.isNewExpression(holder.init) && isDate(path, holder.init);
}
