import { type NodePath, types as t } from "@babel/core";

export type Binding = NonNullable<ReturnType<NodePath["scope"]["getBinding"]>>;

/** A function of which every use is a plain call, with these calls. */
export interface KnownFunction {
  readonly path: NodePath<t.Function>;
  readonly binding: Binding;
  readonly calls: readonly NodePath<t.CallExpression>[];
}

/** Finds the functions of a bundle whose every use is a plain call, so that what they are given is known. */
export function findKnownFunctions(program: NodePath<t.Program>): KnownFunction[] {
  const found: KnownFunction[] = [];
  program.traverse({
    Function: (path) => {
      const binding = bindingOf(path);
      if (binding === undefined || !binding.constant || binding.referencePaths.length === 0) return;
      const isCalled = ({ node, parent }: NodePath) =>
        t.isCallExpression(parent) &&
        parent.callee === node &&
        !parent.arguments.some((value) => t.isSpreadElement(value));
      if (!binding.referencePaths.every(isCalled) || usesArguments(path)) return;
      const calls = binding.referencePaths.map(({ parentPath }) => parentPath as NodePath<t.CallExpression>);
      found.push({ path, binding, calls });
    },
  });
  return found;
}

function bindingOf(path: NodePath<t.Function>): Binding | undefined {
  const { parentPath } = path;
  if (path.isFunctionDeclaration()) return path.node.id ? parentPath?.scope.getBinding(path.node.id.name) : undefined;
  const isNamed = parentPath?.isVariableDeclarator() && t.isIdentifier(parentPath.node.id);
  return isNamed ? parentPath.scope.getBinding((parentPath.node.id as t.Identifier).name) : undefined;
}

function usesArguments({ node }: NodePath<t.Function>): boolean {
  let found = false;
  t.traverseFast(node, (at) => {
    found ||= t.isIdentifier(at, { name: "arguments" });
  });
  return found;
}

/** What a function returns; inner functions aside. */
export function returnStatements(path: NodePath<t.Function>): NodePath<t.ReturnStatement>[] {
  const found: NodePath<t.ReturnStatement>[] = [];
  path.get("body").traverse({
    Function: (inner) => inner.skip(),
    ReturnStatement: (statement) => {
      found.push(statement);
    },
  });
  return found;
}
