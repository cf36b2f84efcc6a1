import { types as t } from "@babel/core";

/** The properties of the SDK's objects that are such objects themselves. */
const parts: readonly string[] = ["headers", "query", "cookies", "viewer", "origin", "request", "response"];

/**
 * Whether an author's code may read a property of the SDK's objects by a key that is made at run time, as in
 * `request[name]` or `for (const key in request)`: then no property of them is known to be unused.
 */
export function mayReadByComputedKey(statements: readonly t.Node[], isUnboxed: boolean): boolean {
  // What has been unboxed is none of the SDK's objects, whatever it is called.
  const views = new Set(isUnboxed ? [] : parts);
  const objects = new Set<string>();
  const functions = new Map<string, t.Function>();
  for (const statement of statements) t.traverseFast(statement, (at) => nameFunction(at, functions));
  let found = false;
  const visit = (node: t.Node) => {
    const size = objects.size + views.size;
    t.traverseFast(node, (at) => {
      if (t.isCallExpression(at) && t.isIdentifier(at.callee)) {
        const called = functions.get(at.callee.name);
        at.arguments.forEach((argument, place) => {
          if (isView(argument, objects, views)) bind(called?.params[place]);
        });
      }
      if (t.isObjectProperty(at) && !at.computed && t.isIdentifier(at.key) && views.has(at.key.name)) bind(at.value);
      if (t.isObjectProperty(at) && !at.computed && t.isIdentifier(at.key) && isView(at.value, objects, views)) {
        views.add(at.key.name);
      }
      if (t.isVariableDeclarator(at) && at.init && isView(at.init, objects, views)) bind(at.id);
      if ((t.isMemberExpression(at) || t.isOptionalMemberExpression(at)) && at.computed) {
        found ||= !t.isLiteral(at.property) && isView(at.object, objects, views);
      }
      if (t.isForInStatement(at)) found ||= isView(at.right, objects, views);
    });
    return objects.size + views.size > size;
  };
  const bind = (target: t.Node | undefined) => {
    if (target && t.isIdentifier(target)) objects.add(target.name);
  };
  // Once more as long as names are found, since a name may be used above the place that tells what it is.
  while (statements.map(visit).includes(true));
  return found;
}

function nameFunction(node: t.Node, functions: Map<string, t.Function>): void {
  if (t.isFunctionDeclaration(node) && node.id) functions.set(node.id.name, node);
  if (t.isVariableDeclarator(node) && t.isIdentifier(node.id) && t.isFunction(node.init)) {
    functions.set(node.id.name, node.init);
  }
}

function isView(node: t.Node, objects: ReadonlySet<string>, views: ReadonlySet<string>): boolean {
  if (t.isIdentifier(node)) return objects.has(node.name);
  if (t.isCallExpression(node))
    return (
      t.isIdentifier(node.callee) &&
      /^(request|response|headers|query|cookies|responseCookies|viewer)Of\d*$/.test(node.callee.name)
    );
  return (
    (t.isMemberExpression(node) || t.isOptionalMemberExpression(node)) &&
    !node.computed &&
    t.isIdentifier(node.property) &&
    views.has(node.property.name)
  );
}
