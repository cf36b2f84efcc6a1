import * as t from "@babel/types";
import { type SdkFunction, views } from "@featheredge/edge-sdk/views";

/** The properties of the SDK's objects that are such objects themselves. */
const parts: readonly string[] = [
  ...["origin", "request", "response"],
  ...Object.values(views).flatMap((view) => Object.keys(view.parts)),
];

/**
 * True if an author's code may read a property of the SDK's objects by a key that is made at run time, as in
 * `request[name]` or `for (const key in request)`: then no property of them is known to be unused.
 *
 * @param sdk the names that the SDK's functions have in the program
 * @param isInlined whether the author's code works on the event itself, so that its `request` is not a view
 */
export function mayReadByComputedKey(
  statements: readonly t.Node[],
  sdk: ReadonlyMap<SdkFunction, string>,
  isInlined: boolean,
): boolean {
  const makers = new Set(Object.values(views).map(({ maker }) => sdk.get(maker) ?? ""));
  const isView = (node: t.Node): boolean => {
    if (t.isIdentifier(node)) return objects.has(node.name);
    if (t.isCallExpression(node)) return t.isIdentifier(node.callee) && makers.has(node.callee.name);
    const isMember = t.isMemberExpression(node) || t.isOptionalMemberExpression(node);
    return isMember && !node.computed && t.isIdentifier(node.property) && properties.has(node.property.name);
  };
  const properties = new Set(isInlined ? [] : parts);
  const objects = new Set<string>();
  const functions = new Map<string, t.Function>();
  for (const statement of statements) t.traverseFast(statement, (at) => nameFunction(at, functions));
  let isFound = false;
  const search = (node: t.Node) => {
    const size = objects.size + properties.size;
    t.traverseFast(node, (at) => {
      if (t.isCallExpression(at) && t.isIdentifier(at.callee)) {
        const called = functions.get(at.callee.name);
        at.arguments.forEach((argument, index) => {
          if (isView(argument)) bind(called?.params[index]);
        });
      }
      if (t.isObjectProperty(at) && !at.computed && t.isIdentifier(at.key) && properties.has(at.key.name))
        bind(at.value);
      if (t.isObjectProperty(at) && !at.computed && t.isIdentifier(at.key) && isView(at.value)) {
        properties.add(at.key.name);
      }
      if (t.isVariableDeclarator(at) && at.init && isView(at.init)) bind(at.id);
      if ((t.isMemberExpression(at) || t.isOptionalMemberExpression(at)) && at.computed) {
        isFound ||= !t.isLiteral(at.property) && isView(at.object);
      }
      if (t.isForInStatement(at)) isFound ||= isView(at.right);
    });
    return objects.size + properties.size > size;
  };
  const bind = (target: t.Node | undefined) => {
    if (target && t.isIdentifier(target)) objects.add(target.name);
  };
  // Repeated while names are found, since a name may be used above the code that shows what it means.
  while (statements.map(search).includes(true));
  return isFound;
}

function nameFunction(node: t.Node, functions: Map<string, t.Function>): void {
  if (t.isFunctionDeclaration(node) && node.id) functions.set(node.id.name, node);
  if (t.isVariableDeclarator(node) && t.isIdentifier(node.id) && t.isFunction(node.init)) {
    functions.set(node.id.name, node.init);
  }
}
