import { type NodePath, traverse } from "@babel/core";
import * as t from "@babel/types";
import { parse } from "../source/babel.ts";

/** The kinds of handlers, by what they take and return: a request at request events, a response at response events. */
export type HandlerKind = "request" | "response";

const kinds: Readonly<Record<string, HandlerKind>> = {
  onViewerRequest: "request",
  onOriginRequest: "request",
  onOriginResponse: "response",
  onViewerResponse: "response",
};

/** The declaration in a handler file. */
export interface HandlerDeclaration {
  readonly kind: HandlerKind;
  /** The SDK function that declares it, such as `onViewerRequest`, and the line that calls it. */
  readonly declaredBy: string;
  readonly line: number;
}

/**
 * Reads the declaration of a portable handler from its source.
 *
 * @returns undefined when the file's default export is not one of the SDK's `on…` calls
 * @throws SyntaxError of Babel when the source does not parse
 */
export function readHandlerFile(source: string): HandlerDeclaration | undefined {
  let declaration: HandlerDeclaration | undefined;
  traverse(parse(source, "typescript"), {
    Program(path) {
      const call = findDeclaringCall(path);
      if (call !== undefined) {
        declaration = { kind: call.kind, declaredBy: call.declaredBy, line: call.path.node.loc?.start.line ?? 1 };
      }
      path.stop();
    },
  });
  return declaration;
}

interface DeclaringCall {
  readonly path: NodePath<t.CallExpression>;
  readonly kind: HandlerKind;
  readonly declaredBy: string;
}

/** The call of `onViewerRequest` and the like behind a module's default export. */
export function findDeclaringCall(program: NodePath<t.Program>): DeclaringCall | undefined {
  for (const statement of program.get("body")) {
    if (!statement.isExportDefaultDeclaration()) continue;
    const exported = follow(statement.get("declaration"));
    if (!exported?.isCallExpression()) return undefined;
    const callee = exported.get("callee");
    if (!callee.isIdentifier()) return undefined;
    const name = importedName(callee);
    const kind = name === undefined ? undefined : kinds[name];
    return name === undefined || kind === undefined ? undefined : { path: exported, kind, declaredBy: name };
  }
  return undefined;
}

/** The expression or function that a constant name stands for, through `as`, `satisfies` and `!`. */
export function follow(path: NodePath<t.Node>): NodePath<t.Node> | undefined {
  if (path.isTSAsExpression() || path.isTSSatisfiesExpression() || path.isTSNonNullExpression()) {
    const outer: NodePath<t.TSAsExpression | t.TSSatisfiesExpression | t.TSNonNullExpression> = path;
    return follow(outer.get("expression"));
  }
  if (!path.isIdentifier()) return path;
  const binding = path.scope.getBinding(path.node.name);
  if (binding === undefined || !binding.constant) return undefined;
  if (binding.path.isVariableDeclarator()) {
    const init = binding.path.get("init");
    return init.isExpression() ? follow(init) : undefined;
  }
  return binding.path;
}

function importedName(identifier: NodePath<t.Identifier>): string | undefined {
  const binding = identifier.scope.getBinding(identifier.node.name);
  const parent = binding?.path.parent;
  if (!binding?.path.isImportSpecifier() || !t.isImportDeclaration(parent)) return undefined;
  if (parent.source.value !== "@featheredge/edge-sdk") return undefined;
  const { imported } = binding.path.node;
  return t.isIdentifier(imported) ? imported.name : imported.value;
}
