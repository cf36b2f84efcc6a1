import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { refusedSyntax, syntaxDetails, syntaxNodes } from "@featheredge/aws-rules";
import type { Report } from "./finding.ts";

const allowed = new Set(syntaxNodes);
const logicalOperators: readonly string[] = syntaxDetails.logicalOperators;
const assignmentOperators: readonly string[] = syntaxDetails.assignmentOperators;
const declarations: readonly string[] = syntaxDetails.declarations;

/** Refuses every node that AWS does not list, and the unlisted forms of nodes that it does. */
export function checkSyntax({ node, parent }: NodePath, report: Report): void {
  // Inside a pattern it is the pattern that is told.
  if (t.isObjectPattern(parent)) return;
  if (allowed.has(node.type)) {
    checkForm(node, report);
    return;
  }
  // Only the link with the ?. is told; the rest of its chain has the same node type.
  if ((t.isOptionalMemberExpression(node) || t.isOptionalCallExpression(node)) && !node.optional) return;
  const known = refusedSyntax[node.type];
  if (known !== undefined) {
    refuse(node, known.name, known.mend, report);
  } else if (allowed.has(parent?.type ?? "File")) {
    refuse(node, `The syntax ${node.type}`, "Write it in ES 5.1.", report);
  }
}

function checkForm(node: t.Node, report: Report): void {
  const form = unlistedForm(node);
  if (form !== undefined) refuse(node, form[0], form[1], report);
}

/** The name of an unlisted form and its mend. */
function unlistedForm(node: t.Node): readonly [string, string] | undefined {
  if (t.isFunction(node) && node.generator) return ["A generator", "Collect the values in an array."];
  switch (node.type) {
    case "VariableDeclaration":
      if (declarations.includes(node.kind)) return undefined;
      return [`A declaration with ${node.kind}`, "Use const or let."];
    case "LogicalExpression":
      if (logicalOperators.includes(node.operator)) return undefined;
      return [`The operator ${node.operator}`, "Test for null and undefined with == null."];
    case "AssignmentExpression":
      if (assignmentOperators.includes(node.operator)) return undefined;
      return [`The operator ${node.operator}`, "Use if and =."];
    case "ObjectProperty":
      if (node.shorthand) return ["A shorthand property", "Write { name: name }."];
      if (node.computed) return ["A computed property name", "Assign object[name] after the literal."];
      return undefined;
    case "ObjectMethod":
      if (node.kind === "method") return ["A shorthand method", "Write { name: function () {} }."];
      if (node.computed) return ["A computed property name", "Use Object.defineProperty()."];
      return undefined;
    case "CatchClause":
      return node.param ? undefined : ["catch without a parameter", "Write catch (error)."];
    case "Identifier":
      if (/^[\w$]+$/.test(node.name)) return undefined;
      return ["A name beyond ASCII", "Write it in ASCII, or a property's name as a string."];
    case "NumericLiteral":
      if (!/^0[bo]/i.test(rawOf(node))) return undefined;
      return ["A binary or octal number", "Write it in decimal or hexadecimal."];
    case "StringLiteral":
    case "TemplateElement":
      if (!/(^|[^\\])(\\\\)*\\u\{/.test(rawOf(node))) return undefined;
      return ["The escape \\u{...}", "Write \\uXXXX, as a surrogate pair above U+FFFF, or the character itself."];
    default:
      return undefined;
  }
}

function rawOf(node: t.Node): string {
  if (t.isTemplateElement(node)) return node.value.raw;
  return typeof node.extra?.raw === "string" ? node.extra.raw : "";
}

function refuse(node: t.Node, name: string, mend: string, report: Report): void {
  report(node, "syntax", `${name} is not in the language that AWS lists for cloudfront-js-2.0. ${mend}`);
}
