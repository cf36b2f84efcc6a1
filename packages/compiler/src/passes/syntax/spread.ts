import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";
import type { Helpers } from "../helpers.ts";

type Elements = readonly (t.Expression | t.SpreadElement | t.ArgumentPlaceholder | null)[];

/** Spread in arrays becomes `concat`, in calls `apply`, in `new` a bound constructor. Objects are lowered elsewhere. */
export function lowerSpread(helpers: Helpers): Visitor {
  return {
    ArrayExpression(path) {
      if (!path.node.elements.some((element) => t.isSpreadElement(element))) return;
      path.replaceWith(concat(path, path.node.elements, helpers));
    },
    CallExpression(path) {
      const { callee, arguments: args } = path.node;
      if (!args.some((argument) => t.isSpreadElement(argument)) || !t.isExpression(callee)) return;
      if (t.isSuper(callee) || t.isImport(callee)) return;
      if (t.isMemberExpression(callee) && t.isSuper(callee.object)) return;
      const [self, target] = receiver(path, callee);
      const list = argumentList(path, args, helpers);
      const call = t.callExpression(t.memberExpression(target, t.identifier("apply")), [self, list]);
      t.inherits(call, path.node);
      path.replaceWith(call);
    },
    NewExpression(path) {
      const { callee, arguments: args } = path.node;
      if (!args.some((argument) => t.isSpreadElement(argument))) return;
      const name = path.scope.generateUidIdentifier("constructor");
      path.scope.push({ id: t.cloneNode(name) });
      const bind = t.memberExpression(t.cloneNode(name), t.identifier("bind"));
      const list = concat(path, [t.nullLiteral(), ...args], helpers);
      const bound = t.callExpression(t.memberExpression(bind, t.identifier("apply")), [t.cloneNode(name), list]);
      const construct = t.newExpression(bound, []);
      t.inherits(construct, path.node);
      path.replaceWith(t.sequenceExpression([t.assignmentExpression("=", name, callee), construct]));
      path.skipKey("callee");
    },
  };
}

/** The value of `this` in the call, and the function; the object of a method is evaluated once. */
function receiver(path: NodePath, callee: t.Expression): [t.Expression, t.Expression] {
  if (!t.isMemberExpression(callee)) return [t.unaryExpression("void", t.numericLiteral(0)), callee];
  const { object } = callee;
  if (t.isIdentifier(object) || t.isThisExpression(object)) return [t.cloneNode(object), callee];
  const self = path.scope.generateUidIdentifier("self");
  path.scope.push({ id: t.cloneNode(self) });
  const held = t.assignmentExpression("=", t.cloneNode(self), object);
  return [self, t.memberExpression(held, callee.property, callee.computed)];
}

/** `apply` only reads its list, so a single spread needs no copy. */
function argumentList(path: NodePath, args: Elements, helpers: Helpers): t.Expression {
  const [only] = args;
  if (args.length === 1 && t.isSpreadElement(only)) return helpers.toArray(path, only.argument);
  return concat(path, args, helpers);
}

/** A new array of all elements, with spread ones expanded, each read in its turn. */
function concat(path: NodePath, elements: Elements, helpers: Helpers): t.Expression {
  const parts: t.Expression[] = [];
  let run: (t.Expression | null)[] = [];
  const flush = () => {
    if (run.length > 0) parts.push(t.arrayExpression(run));
    run = [];
  };
  for (const element of elements) {
    if (t.isSpreadElement(element)) {
      flush();
      parts.push(helpers.copyOf(path, element.argument));
    } else if (!t.isArgumentPlaceholder(element)) run.push(element);
  }
  flush();
  const [first = t.arrayExpression([]), ...rest] = parts;
  if (rest.length === 0) return first;
  return t.callExpression(t.memberExpression(first, t.identifier("concat")), rest);
}
