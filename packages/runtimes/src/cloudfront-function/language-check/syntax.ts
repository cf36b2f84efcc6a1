import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { type RefusedSyntax, refusedForms, syntaxDetails } from "@featheredge/aws-rules";
import { absent, type Report } from "./language-diagnostic.ts";

const logicalOperators: readonly string[] = syntaxDetails.logicalOperators;
const assignmentOperators: readonly string[] = syntaxDetails.assignmentOperators;

/** Reports every node that AWS does not list, and the unlisted forms of nodes that it does. */
export function checkSyntax({ node, parent }: NodePath, report: Report): void {
  const { syntaxNodes, refusedSyntax } = report.language;
  // Inside of a pattern, the pattern itself is reported.
  if (t.isObjectPattern(parent)) return;
  if (syntaxNodes.includes(node.type)) {
    const form = unlistedForm(node, report);
    if (form !== undefined) refuse(node, form, report);
    return;
  }
  // Only the link with the ?. is reported; the rest of its chain has the same node type.
  if ((t.isOptionalMemberExpression(node) || t.isOptionalCallExpression(node)) && !node.optional) return;
  const known = refusedSyntax[node.type];
  // Parts of a reported node are not reported again.
  if (known !== undefined && !isPart(node, parent, report)) refuse(node, known, report);
  else if (known === undefined && syntaxNodes.includes(parent?.type ?? "File")) {
    refuse(node, { rule: "FE-CFF-027", name: `the syntax ${node.type}`, fix: "Write it in ES 5.1." }, report);
  }
}

/** A named import in a language without import. */
function isPart(node: t.Node, parent: t.Node | undefined, { language }: Report): boolean {
  return t.isModuleSpecifier(node) && t.isImportDeclaration(parent) && !language.syntaxNodes.includes(parent.type);
}

function unlistedForm(node: t.Node, { language }: Report): RefusedSyntax | undefined {
  if (t.isFunction(node) && node.generator) return refusedForms.generator;
  if (t.isFunction(node) && node.async && !language.hasAsyncFunctions) return refusedForms.async;
  switch (node.type) {
    case "VariableDeclaration":
      return unlistedDeclaration(node.kind, language.declarations);
    case "LogicalExpression":
      return logicalOperators.includes(node.operator) ? undefined : refusedForms.nullishCoalescing;
    case "AssignmentExpression":
      if (assignmentOperators.includes(node.operator)) return undefined;
      return { ...refusedForms.logicalAssignment, name: `the operator ${node.operator}` };
    case "ObjectProperty":
      if (node.shorthand) return refusedForms.shorthandProperty;
      return node.computed ? refusedForms.computedName : undefined;
    case "ObjectMethod":
      if (node.kind === "method") return refusedForms.shorthandMethod;
      return node.computed ? refusedForms.computedAccessor : undefined;
    case "CatchClause":
      return node.param ? undefined : refusedForms.catchWithoutParameter;
    case "Identifier":
      return /^[\w$]+$/.test(node.name) ? undefined : refusedForms.nonAsciiName;
    case "NumericLiteral":
      if (!language.hasNumericSeparators && rawOf(node).includes("_")) return refusedForms.numericSeparator;
      return /^0[bo]/i.test(rawOf(node)) ? refusedForms.binaryNumber : undefined;
    case "StringLiteral":
    case "TemplateElement":
      return /(^|[^\\])(\\\\)*\\u\{/.test(rawOf(node)) ? refusedForms.codePointEscape : undefined;
    default:
      return undefined;
  }
}

function unlistedDeclaration(kind: string, listed: readonly string[]): RefusedSyntax | undefined {
  if (listed.includes(kind)) return undefined;
  const fix = listed.includes("const") ? refusedForms.using.fix : "Use var.";
  return { rule: "FE-CFF-057", name: `a declaration with ${kind}`, fix };
}

function rawOf(node: t.Node): string {
  if (t.isTemplateElement(node)) return node.value.raw;
  return typeof node.extra?.raw === "string" ? node.extra.raw : "";
}

function refuse(node: t.Node, { rule, name, fix, loads }: RefusedSyntax, report: Report): void {
  const runtime = `the language that AWS lists for ${report.language.runtime}`;
  report(node, rule, { ...absent(name, runtime, fix), stopsLoading: loads !== true });
}
