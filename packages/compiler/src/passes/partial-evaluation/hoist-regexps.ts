import { type NodePath, types as t } from "@babel/core";

const takesRegExp = new Set(["replace", "replaceAll", "split", "match", "search"]);

/** Keeps a regular expression of a function in a constant: njs would compile it at every call. */
export function hoistRegExps(program: NodePath<t.Program>): void {
  const hoisted = new Map<string, string>();
  const declarations: t.VariableDeclaration[] = [];
  program.traverse({
    RegExpLiteral(path) {
      if (path.getFunctionParent() === null || !leavesNothing(path)) return;
      const text = `/${path.node.pattern}/${path.node.flags}`;
      let name = hoisted.get(text);
      if (name === undefined) {
        name = program.scope.generateUid("pattern");
        hoisted.set(text, name);
        const id = t.identifier(name);
        const declarator = t.variableDeclarator(id, t.cloneNode(path.node));
        // Where it comes from tells whose it is.
        declarator.loc = path.node.loc ?? null;
        declarations.push(t.inherits(t.variableDeclaration("const", [declarator]), path.node));
      }
      path.replaceWith(t.identifier(name));
    },
  });
  program.node.body.unshift(...declarations);
}

/** Whether its use leaves no `lastIndex` for the next, and nobody else gets it. */
function leavesNothing({ node, parent, parentPath }: NodePath<t.RegExpLiteral>): boolean {
  if (t.isMemberExpression(parent, { computed: false }) && parent.object === node) {
    const isCalled = t.isCallExpression(parentPath?.parent) && parentPath.parent.callee === parent;
    return (
      isCalled &&
      t.isIdentifier(parent.property) &&
      /^(test|exec)$/.test(parent.property.name) &&
      !/[gy]/.test(node.flags)
    );
  }
  if (!t.isCallExpression(parent) || parent.arguments[0] !== node || node.flags.includes("y")) return false;
  const { callee } = parent;
  return (
    t.isMemberExpression(callee, { computed: false }) &&
    t.isIdentifier(callee.property) &&
    takesRegExp.has(callee.property.name)
  );
}
