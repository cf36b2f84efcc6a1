import { type NodePath, types as t, type Visitor } from "@babel/core";

type Member = t.ObjectExpression["properties"][number];

/** Shorthand properties, methods, computed keys and spread in object literals. */
export function lowerObjects(): Visitor {
  return {
    ObjectExpression(path) {
      const members = path.node.properties.map(lowerMember);
      path.node.properties = members;
      // Copying would run a getter instead of keeping it: such a literal stays, for the gate.
      if (members.some((member) => t.isObjectMethod(member) && member.kind !== "method")) return;
      if (members.some(isComputed)) path.replaceWith(inSteps(path, members));
      else if (members.some((member) => t.isSpreadElement(member))) path.replaceWith(assigned(members));
    },
  };
}

function lowerMember(member: Member): Member {
  if (t.isObjectProperty(member)) {
    member.shorthand = false;
    return member;
  }
  if (!t.isObjectMethod(member) || member.kind !== "method" || member.generator || usesSuper(member)) return member;
  const value = t.functionExpression(null, member.params as t.FunctionParameter[], member.body, false, member.async);
  t.inherits(value, member);
  return t.inherits(t.objectProperty(member.key, value, member.computed), member);
}

function usesSuper(method: t.ObjectMethod): boolean {
  let found = false;
  t.traverseFast(method, (node) => {
    found ||= node.type === "Super";
  });
  return found;
}

function isComputed(member: Member): boolean {
  return t.isObjectProperty(member) && member.computed;
}

/** `{ a, ...b, c }` as `Object.assign({ a }, b, { c })`. */
function assigned(members: readonly Member[]): t.Expression {
  const parts: t.Expression[] = [];
  let run: Member[] = [];
  for (const member of members) {
    if (t.isSpreadElement(member)) {
      if (run.length > 0 || parts.length === 0) parts.push(t.objectExpression(run));
      run = [];
      parts.push(member.argument);
    } else run.push(member);
  }
  if (run.length > 0) parts.push(t.objectExpression(run));
  return assignCall(parts);
}

/** `{ a, [k]: b }` as `(o = { a }, o[k] = b, o)`: keys and values keep their order. */
function inSteps(path: NodePath, members: readonly Member[]): t.Expression {
  const name = path.scope.generateUidIdentifier("object");
  path.scope.push({ id: t.cloneNode(name) });
  const first = members.findIndex((member) => isComputed(member) || t.isSpreadElement(member));
  const start = t.objectExpression([...members.slice(0, first)]);
  const steps: t.Expression[] = [t.assignmentExpression("=", t.cloneNode(name), start)];
  for (const member of members.slice(first)) {
    if (t.isSpreadElement(member)) steps.push(assignCall([t.cloneNode(name), member.argument]));
    else if (t.isObjectProperty(member)) {
      const { key, computed, value } = member;
      const target = t.memberExpression(t.cloneNode(name), key as t.Expression, computed || !t.isIdentifier(key));
      steps.push(t.inherits(t.assignmentExpression("=", target, value as t.Expression), member));
    } else steps.push(assignCall([t.cloneNode(name), t.objectExpression([member])]));
  }
  return t.sequenceExpression([...steps, t.cloneNode(name)]);
}

function assignCall(parts: t.Expression[]): t.Expression {
  return t.callExpression(t.memberExpression(t.identifier("Object"), t.identifier("assign")), parts);
}
