import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";
import type { Helpers } from "../helpers.ts";
import { numericKeysFirst } from "./numeric-keys.ts";

type Member = t.ObjectExpression["properties"][number];

/** Lowers shorthand properties, methods, computed keys and spread in object literals. */
export function lowerObjects(helpers: Helpers): Visitor {
  return {
    ObjectExpression(path) {
      const members = path.node.properties.map(lowerMember);
      path.node.properties = members;
      if (members.every(isPlain)) path.node.properties = numericKeysFirst(members);
      else if (canBeInSteps(members)) path.replaceWith(new Literal(path, helpers).write(members));
    },
  };
}

function lowerMember(member: Member): Member {
  if (t.isObjectProperty(member)) {
    // Without its shorthand, this key would set the prototype.
    if (member.shorthand && t.isIdentifier(member.key, { name: "__proto__" })) {
      member.computed = true;
      member.key = t.stringLiteral("__proto__");
    }
    member.shorthand = false;
    return member;
  }
  if (!t.isObjectMethod(member) || member.kind !== "method" || member.generator || usesSuper(member)) return member;
  return t.inherits(t.objectProperty(member.key, functionOf(member), member.computed), member);
}

function functionOf(method: t.ObjectMethod): t.FunctionExpression {
  const value = t.functionExpression(null, method.params, method.body, false, method.async);
  return t.inherits(value, method);
}

function usesSuper(method: t.ObjectMethod): boolean {
  let isFound = false;
  t.traverseFast(method, (node) => {
    isFound ||= node.type === "Super";
  });
  return isFound;
}

/** True for members that a literal may keep; njs 0.7.9 names a function under a number by that number, as text. */
function isPlain(member: Member): boolean {
  if (t.isSpreadElement(member) || member.computed) return false;
  return !t.isNumericLiteral(member.key) || !t.isObjectProperty(member) || !t.isFunction(member.value);
}

function isAccessor(member: Member): member is t.ObjectMethod {
  return t.isObjectMethod(member) && member.kind !== "method" && !usesSuper(member);
}

/** False where a setter comes before a spread, which would run it: such a literal stays, for the language check. */
function canBeInSteps(members: readonly Member[]): boolean {
  const accessor = members.findIndex(isAccessor);
  const spread = members.findLastIndex((member) => t.isSpreadElement(member));
  return accessor < 0 || spread < accessor;
}

/** Writes `{ a, [k]: b, ...c }` as `(o = { a }, define(o, k, b), assign(o, c))`: all in the order of the source. */
class Literal {
  readonly #path: NodePath;
  readonly #helpers: Helpers;

  constructor(path: NodePath, helpers: Helpers) {
    this.#path = path;
    this.#helpers = helpers;
  }

  write(members: readonly Member[]): t.Expression {
    if (members.every((member) => t.isSpreadElement(member) || (isPlain(member) && t.isObjectProperty(member)))) {
      return this.#merged(members);
    }
    return this.#inSteps(members);
  }

  /** `{ a, ...b, c }` as `Object.assign(assign({ a }, b), { c })`. */
  #merged(members: readonly Member[]): t.Expression {
    let merged: t.Expression | undefined;
    let run: Member[] = [];
    const flush = () => {
      const literal = t.objectExpression(run);
      if (merged === undefined) merged = literal;
      else if (run.length > 0) merged = assignCall([merged, literal]);
      run = [];
    };
    for (const member of members) {
      if (t.isSpreadElement(member)) {
        flush();
        merged = this.#spread(merged ?? t.objectExpression([]), member.argument);
      } else run.push(member);
    }
    flush();
    return merged ?? t.objectExpression([]);
  }

  #inSteps(members: readonly Member[]): t.Expression {
    const name = this.#path.scope.generateUidIdentifier("object");
    this.#path.scope.push({ id: t.cloneNode(name) });
    const first = members.findIndex((member) => !isPlain(member));
    const start = t.objectExpression([...members.slice(0, first)]);
    const steps: t.Expression[] = [t.assignmentExpression("=", t.cloneNode(name), start)];
    for (const member of members.slice(first)) steps.push(t.inherits(this.#step(name, member), member));
    return t.sequenceExpression([...steps, t.cloneNode(name)]);
  }

  #step(name: t.Identifier, member: Member): t.Expression {
    const object = t.cloneNode(name);
    if (t.isSpreadElement(member)) return this.#spread(object, member.argument);
    const key = member.computed || !t.isIdentifier(member.key) ? member.key : t.stringLiteral(member.key.name);
    if (t.isObjectMethod(member) && !isAccessor(member)) return assignCall([object, t.objectExpression([member])]);
    t.assertExpression(key);
    if (t.isObjectMethod(member)) return defineAccessor(object, key, member);
    const { value } = member;
    t.assertExpression(value);
    if (!member.computed && t.isStringLiteral(key, { value: "__proto__" })) {
      return t.assignmentExpression("=", t.memberExpression(object, key, true), value);
    }
    return this.#helpers.define(this.#path, object, key, value);
  }

  /** A literal has no own key called __proto__, so Object.assign is enough. */
  #spread(object: t.Expression, source: t.Expression): t.Expression {
    return t.isObjectExpression(source)
      ? assignCall([object, source])
      : this.#helpers.assign(this.#path, object, source);
  }
}

/** A getter and a setter of one name come as two steps: the second leaves the first as it is. */
function defineAccessor(object: t.Expression, key: t.Expression, method: t.ObjectMethod): t.Expression {
  const descriptor = t.objectExpression([
    t.objectProperty(t.identifier(method.kind), functionOf(method)),
    t.objectProperty(t.identifier("enumerable"), t.booleanLiteral(true)),
    t.objectProperty(t.identifier("configurable"), t.booleanLiteral(true)),
  ]);
  return t.callExpression(t.memberExpression(t.identifier("Object"), t.identifier("defineProperty")), [
    object,
    key,
    descriptor,
  ]);
}

function assignCall(parts: t.Expression[]): t.Expression {
  return t.callExpression(t.memberExpression(t.identifier("Object"), t.identifier("assign")), parts);
}
