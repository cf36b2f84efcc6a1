import { type NodePath, traverse } from "@babel/core";
import * as t from "@babel/types";

export type Binding = NonNullable<ReturnType<NodePath["scope"]["getBinding"]>>;

/** A function of which every use is a plain call, with these calls. */
export interface KnownFunction {
  readonly path: NodePath<t.Function>;
  readonly binding: Binding;
  readonly calls: readonly NodePath<t.CallExpression>[];
}

/**
 * Finds the functions of a program whose every use is a plain call, so that all their arguments are known.
 *
 * @param program with scopes that are up to date: they have the bindings, so no other traversal is needed
 */
export function findKnownFunctions(program: NodePath<t.Program>): KnownFunction[] {
  const known: KnownFunction[] = [];
  const declared = new Map<t.Node, { path: NodePath<t.Function>; binding: Binding }>();
  t.traverseFast(program.node, (node) => {
    for (const binding of Object.values(traverse.cache.scope.get(node)?.bindings ?? {})) {
      const path = functionOf(binding);
      if (path !== undefined) declared.set(path.node, { path, binding });
    }
    const declaration = declared.get(node);
    if (declaration === undefined || !isOnlyCalled(declaration.binding) || usesArguments(declaration.path)) return;
    const calls = declaration.binding.referencePaths.flatMap(({ parentPath }) =>
      parentPath?.isCallExpression() ? [parentPath] : [],
    );
    known.push({ ...declaration, calls });
  });
  return known;
}

/** The function that a binding is declared as, or a variable's initial value. */
function functionOf({ path }: Binding): NodePath<t.Function> | undefined {
  if (path.isFunctionDeclaration()) return path;
  if (!path.isVariableDeclarator() || !t.isIdentifier(path.node.id) || !t.isFunction(path.node.init)) return undefined;
  const init = path.get("init");
  return init.isFunction() ? init : undefined;
}

function isOnlyCalled({ constant, referencePaths }: Binding): boolean {
  const isCalled = ({ node, parent }: NodePath) =>
    t.isCallExpression(parent) && parent.callee === node && !parent.arguments.some((value) => t.isSpreadElement(value));
  return constant && referencePaths.length > 0 && referencePaths.every(isCalled);
}

function usesArguments({ node }: NodePath<t.Function>): boolean {
  let isFound = false;
  t.traverseFast(node, (at) => {
    isFound ||= t.isIdentifier(at, { name: "arguments" });
  });
  return isFound;
}

/** A function's return statements, without those of inner functions. */
export function returnStatements(path: NodePath<t.Function>): NodePath<t.ReturnStatement>[] {
  const statements: NodePath<t.ReturnStatement>[] = [];
  path.get("body").traverse({
    Function: (inner) => inner.skip(),
    ReturnStatement: (statement) => {
      statements.push(statement);
    },
  });
  return statements;
}
