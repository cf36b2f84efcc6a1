import { type NodePath, traverse } from "@babel/core";
import * as t from "@babel/types";
import type { EdgeRuntime } from "@featheredge/aws-rules";
import { parse } from "../source/babel.ts";
import { takesCallback } from "./takes-callback.ts";

/** A file's handler in AWS's own form. */
export interface NativeHandler {
  readonly kind: "native";
  /** The runtime whose events it reads; undefined when the source doesn't show it. */
  readonly runtime: EdgeRuntime | undefined;
  /** The expression that shows the runtime, such as `event.Records`, and the line. */
  readonly shownBy: string;
  readonly line: number;
  readonly form: NativeForm;
  /** True if it takes a callback, which newer runtimes of Lambda don't have. */
  readonly takesCallback: boolean;
}

/** How its file offers `handler`: a function declaration, any other binding or export, or CommonJS. */
type NativeForm = "declaration" | "export" | "binding" | "commonjs";

/**
 * Reads a native handler from its source: `function handler(event)`, exported or not, `export const handler`,
 * `exports.handler =`, in JavaScript or TypeScript.
 *
 * @returns undefined when the source has no handler of such a form
 * @throws SyntaxError of Babel when the source does not parse
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export function readNativeHandler(source: string): NativeHandler | undefined {
  let offered: { readonly form: NativeForm; readonly line: number } | undefined;
  let isCallback = false;
  let shown: { readonly runtime: EdgeRuntime; readonly by: string; readonly line: number } | undefined;
  const show = (runtime: EdgeRuntime, by: string, node: Pick<t.Node, "loc">) => {
    // The event of Lambda@Edge has requests and responses too, deeper inside.
    if (shown === undefined || (runtime === "lambda-at-edge" && shown.runtime !== runtime)) {
      shown = { runtime, by, line: node.loc?.start.line ?? 1 };
    }
  };
  const showByMember = ({ node }: NodePath<t.MemberExpression | t.OptionalMemberExpression>) => {
    const { property, computed } = node;
    if (computed || !t.isIdentifier(property)) return;
    if (property.name === "Records") show("lambda-at-edge", "event.Records", node);
    if (property.name === "request" || property.name === "response") {
      show("cloudfront-function", `event.${property.name}`, node);
    }
  };
  traverse(parse(source, "typescript"), {
    Program: (program) => {
      offered = findHandler(program);
      isCallback = takesCallback(program);
    },
    ImportDeclaration: ({ node }) => {
      if (node.source.value === "cloudfront") show("cloudfront-function", "import … from 'cloudfront'", node);
    },
    MemberExpression: showByMember,
    OptionalMemberExpression: showByMember,
    ObjectPattern: ({ node }) => {
      for (const property of node.properties) {
        const name = t.isObjectProperty(property) && t.isIdentifier(property.key) ? property.key.name : "";
        if (name === "Records") show("lambda-at-edge", "event.Records", property);
        if (name === "request" || name === "response") show("cloudfront-function", `event.${name}`, property);
      }
    },
  });
  if (offered === undefined) return undefined;
  const { form, line } = offered;
  // A handler that reads nothing of its event: Lambda requires an export, and CloudFront Functions know no `exports`.
  if (shown === undefined && form === "commonjs") show("lambda-at-edge", "exports.handler", { loc: null });
  if (shown === undefined && (form === "declaration" || form === "binding")) {
    shown = { runtime: "cloudfront-function", by: "a handler that is not exported", line };
  }
  return {
    kind: "native",
    runtime: shown?.runtime,
    shownBy: shown?.by ?? "",
    line: shown?.line ?? line,
    form,
    takesCallback: isCallback,
  };
}

function findHandler(program: NodePath<t.Program>): { form: NativeForm; line: number } | undefined {
  const lineOf = (node: t.Node | null | undefined) => node?.loc?.start.line ?? 1;
  for (const statement of program.node.body) {
    const isExport = t.isExportNamedDeclaration(statement);
    if (
      isExport &&
      statement.specifiers.some((offered) => t.isExportSpecifier(offered) && isHandler(offered.exported))
    ) {
      return { form: "export", line: lineOf(statement) };
    }
    if (t.isExpressionStatement(statement) && assignsHandler(statement.expression)) {
      return { form: "commonjs", line: lineOf(statement) };
    }
    const declared = isExport ? statement.declaration : statement;
    if (t.isFunctionDeclaration(declared) && isHandler(declared.id)) {
      // A function that other code calls keeps its own name.
      const isCalled = program.scope.getBinding("handler")?.referenced === true;
      if (isExport) return { form: "export", line: lineOf(statement) };
      return { form: isCalled ? "binding" : "declaration", line: lineOf(statement) };
    }
    if (t.isVariableDeclaration(declared) && declared.declarations.some(({ id }) => isHandler(id))) {
      if (assignsExports(program)) return { form: "commonjs", line: lineOf(statement) };
      return { form: isExport ? "export" : "binding", line: lineOf(statement) };
    }
  }
  return undefined;
}

function assignsExports({ node }: NodePath<t.Program>): boolean {
  return node.body.some((statement) => t.isExpressionStatement(statement) && assignsHandler(statement.expression));
}

function isHandler(node: t.Node | null | undefined): boolean {
  return t.isIdentifier(node, { name: "handler" }) || t.isStringLiteral(node, { value: "handler" });
}

/** `exports.handler = …`, `module.exports.handler = …`, `module.exports = { handler }`. */
function assignsHandler(node: t.Node): boolean {
  if (!t.isAssignmentExpression(node) || !t.isMemberExpression(node.left)) return false;
  const { object, property } = node.left;
  if (isHandler(property)) return isExports(object);
  if (!isExports(node.left) || !t.isObjectExpression(node.right)) return false;
  return node.right.properties.some((offered) => !t.isSpreadElement(offered) && isHandler(offered.key));
}

function isExports(node: t.Node): boolean {
  if (t.isIdentifier(node, { name: "exports" })) return true;
  return (
    t.isMemberExpression(node) &&
    t.isIdentifier(node.object, { name: "module" }) &&
    t.isIdentifier(node.property, { name: "exports" })
  );
}
