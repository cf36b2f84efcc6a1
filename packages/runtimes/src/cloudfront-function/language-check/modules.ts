import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { absent, type Report } from "./language-diagnostic.ts";
import { globalName, isConstantAlias, isMember, memberName } from "./names.ts";

/** Refuses modules that the runtime does not have, and members that its modules do not have. */
export function checkModules(path: NodePath, report: Report): void {
  const { node } = path;
  if (t.isImportDeclaration(node)) checkImport(path, node, report);
  else if ((t.isIdentifier(node) || isMember(node)) && globalName(path, node) === "require") {
    checkRequire(path, node, report);
  }
}

function checkImport(path: NodePath, node: t.ImportDeclaration, report: Report): void {
  const name = node.source.value;
  if (!report.language.syntaxNodes.includes(node.type) || !isKnown(node, name, "import", report)) return;
  for (const specifier of node.specifiers) {
    if (t.isImportDefaultSpecifier(specifier)) checkUses(path, specifier.local.name, name, report);
  }
}

function checkRequire(path: NodePath, node: t.Node, report: Report): void {
  if (t.isIdentifier(node) && !path.isReferencedIdentifier()) return;
  if (t.isUnaryExpression(path.parent, { operator: "typeof" }) || isConstantAlias(path)) return;
  const call = path.parent;
  const [source] = t.isCallExpression(call) && call.callee === node ? call.arguments : [];
  if (!t.isStringLiteral(source)) {
    const message = `require takes the name of a module, written out: ${names(report)}.`;
    report(node, "FE-CFF-006", { message, fix: "Write require('crypto')." });
    return;
  }
  if (!isKnown(node, source.value, "require", report)) return;
  const holder = path.parentPath?.parent;
  if (t.isVariableDeclarator(holder) && t.isIdentifier(holder.id))
    checkUses(path, holder.id.name, source.value, report);
  if (isMember(holder)) checkExport(holder, source.value, report);
}

function isKnown(node: t.Node, name: string, loader: "import" | "require", report: Report): boolean {
  const { modules, runtime, source } = report.language;
  const known = Object.hasOwn(modules, name) ? modules[name] : undefined;
  // A module that is required and not there throws only where the call is reached.
  const stopsLoading = loader === "import";
  if (known === undefined) {
    const fix = `Its modules are ${names(report)}. Bundle it, or do without.`;
    report(node, "FE-CFF-023", { ...absent(`the module '${name}'`, runtime, fix), stopsLoading });
    return false;
  }
  if (!known.loadedBy.includes(loader)) {
    report(node, "FE-CFF-028", {
      subject: name,
      message: `The module '${name}' can't be loaded by ${loader}.`,
      fix: `Write import cf from '${name}'.`,
      page: known.pages[0] ?? source.page,
    });
    return false;
  }
  return true;
}

function names({ language }: Report): string {
  return Object.keys(language.modules).join(", ");
}

function checkUses(path: NodePath, local: string, module: string, report: Report): void {
  for (const reference of path.scope.getBinding(local)?.referencePaths ?? []) {
    if (isMember(reference.parent) && reference.key === "object") checkExport(reference.parent, module, report);
  }
}

function checkExport(node: t.MemberExpression | t.OptionalMemberExpression, module: string, report: Report): void {
  const name = memberName(node);
  const { modules, runtime } = report.language;
  const known = modules[module];
  if (name === undefined || known === undefined || known.exports.includes(name)) return;
  const fix = `Use one of its members: ${known.exports.join(", ")}.`;
  report(node, "FE-CFF-024", {
    ...absent(`the member '${name}' of the module '${module}'`, runtime, fix),
    page: known.pages[0] ?? report.language.source.page,
  });
}
