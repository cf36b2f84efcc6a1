import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";
import { holdsAwait } from "./holds-await.ts";

type Call = NodePath<t.CallExpression> | NodePath<t.NewExpression>;

/**
 * The runtime does not accept `await` in arguments: `f(a(), await b())` becomes `(x = a(), y = await b(), f(x, y))`. A
 * method's object is read before, the method itself after: they differ only where the awaited code replaces the method.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/async-await-syntax.html
 */
export function lowerAwaitArguments(): Visitor {
  return { CallExpression: { exit: hoist }, NewExpression: { exit: hoist } };
}

function hoist(path: Call): void {
  const args = path.node.arguments;
  if (!args.some(holdsAwait) || !args.every((argument) => t.isExpression(argument))) return;
  const steps: t.Expression[] = [];
  const keep = (value: t.Expression): t.Identifier => {
    const name = path.scope.generateUidIdentifier("awaited");
    path.scope.push({ id: t.cloneNode(name) });
    steps.push(t.assignmentExpression("=", name, value));
    return t.cloneNode(name);
  };
  const { callee } = path.node;
  if (t.isMemberExpression(callee)) {
    if (!isSteady(path, callee.object)) callee.object = keep(callee.object);
    const { property } = callee;
    if (callee.computed && t.isExpression(property) && !isSteady(path, property)) callee.property = keep(property);
  } else if (t.isExpression(callee) && !isSteady(path, callee)) path.node.callee = keep(callee);
  const last = args.findLastIndex(holdsAwait);
  path.node.arguments = args.map((argument, index) =>
    index > last || isSteady(path, argument) ? argument : keep(argument),
  );
  path.replaceWith(t.sequenceExpression([...steps, path.node]));
  path.skip();
}

/** True if evaluating it earlier or later makes no difference. */
function isSteady(path: NodePath, node: t.Node): boolean {
  if (t.isLiteral(node) && !t.isTemplateLiteral(node)) return true;
  if (t.isThisExpression(node) || t.isFunction(node)) return true;
  if (!t.isIdentifier(node)) return false;
  const binding = path.scope.getBinding(node.name);
  return binding === undefined || binding.constant;
}
