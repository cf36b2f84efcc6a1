import { types as t } from "@babel/core";

/** The properties of the SDK's objects that are such objects themselves. */
const views = new Set(["headers", "query", "cookies", "viewer", "origin", "request", "response"]);

/**
 * Whether an author's code may read a property of the SDK's objects by a key that is made at run time, as in
 * `request[name]` or `for (const key in request)`: then no property of them is known to be unused.
 */
export function mayReadByComputedKey(statements: readonly t.Node[]): boolean {
  const objects = new Set<string>();
  let found = false;
  const visit = (node: t.Node) => {
    const { size } = objects;
    t.traverseFast(node, (at) => {
      if (t.isCallExpression(at)) nameArguments(at, objects);
      if (t.isObjectProperty(at) && !at.computed && t.isIdentifier(at.key) && views.has(at.key.name)) bind(at.value);
      if (t.isVariableDeclarator(at) && at.init && isView(at.init, objects)) bind(at.id);
      if ((t.isMemberExpression(at) || t.isOptionalMemberExpression(at)) && at.computed) {
        found ||= !t.isLiteral(at.property) && isView(at.object, objects);
      }
      if (t.isForInStatement(at)) found ||= isView(at.right, objects);
    });
    return objects.size > size;
  };
  const bind = (target: t.Node) => {
    if (t.isIdentifier(target)) objects.add(target.name);
  };
  // Once more as long as names are found, since a name may be used above the place that tells what it is.
  while (statements.map(visit).includes(true));
  return found;
}

/** The parameters of a function that one of the SDK's `on…` calls takes. */
function nameArguments({ callee, arguments: [first] }: t.CallExpression, objects: Set<string>): void {
  if (!t.isIdentifier(callee) || !/^on(Viewer|Origin)(Request|Response)\d*$/.test(callee.name)) return;
  if (!t.isFunction(first)) return;
  for (const parameter of first.params) if (t.isIdentifier(parameter)) objects.add(parameter.name);
}

function isView(node: t.Node, objects: ReadonlySet<string>): boolean {
  if (t.isIdentifier(node)) return objects.has(node.name);
  return (
    (t.isMemberExpression(node) || t.isOptionalMemberExpression(node)) &&
    !node.computed &&
    t.isIdentifier(node.property) &&
    views.has(node.property.name)
  );
}
