import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { fieldsOf } from "../../source/fields.ts";
import { memberOf } from "./constants.ts";

/** The expressions that replace names in a copy of a function's or loop's body. */
export type Substitutes = ReadonlyMap<string, t.Expression>;

/** A copy in which names are replaced; a path into a literal is replaced by the value that it leads to. */
export function substitute(expression: t.Expression, substitutes: Substitutes): t.Expression {
  const holder = t.expressionStatement(t.cloneNode(expression, true));
  walk(holder, substitutes);
  return holder.expression;
}

/** As `substitute`, for a block of statements. */
export function substituteInBlock(block: t.BlockStatement, substitutes: Substitutes): t.BlockStatement {
  const copy = t.cloneNode(block, true);
  walk(copy, substitutes);
  return copy;
}

function walk(node: t.Node, substitutes: Substitutes): void {
  const fields = fieldsOf(node);
  for (const key of t.VISITOR_KEYS[node.type] ?? []) {
    const child = fields[key];
    if (Array.isArray(child)) {
      child.forEach((item, index) => {
        if (item) child[index] = placed(item, node, key, substitutes);
      });
    } else if (child) fields[key] = placed(child, node, key, substitutes);
  }
}

function placed(node: t.Node, parent: t.Node, key: string, substitutes: Substitutes): t.Node {
  const isName =
    (t.isMemberExpression(parent, { computed: false }) && key === "property") ||
    (t.isObjectProperty(parent, { computed: false }) && key === "key");
  if (isName) return node;
  if (t.isIdentifier(node)) {
    const substituted = substitutes.get(node.name);
    return substituted === undefined ? node : t.cloneNode(substituted, true);
  }
  walk(node, substitutes);
  if (t.isMemberExpression(node) && !node.computed && t.isIdentifier(node.property)) {
    const member = t.isObjectExpression(node.object) ? memberOf(node.object, node.property.name) : undefined;
    if (member !== undefined) return t.cloneNode(member, true);
  }
  if (t.isObjectProperty(node) && node.shorthand && !t.isIdentifier(node.value)) node.shorthand = false;
  return node;
}

/** The substitutes for a parameter or loop variable that is a name or a plain pattern over a literal. */
export function bind(target: t.Node | null | undefined, value: t.Expression): Substitutes | undefined {
  if (t.isIdentifier(target)) return new Map([[target.name, value]]);
  if (!t.isObjectPattern(target) || !t.isObjectExpression(value)) return undefined;
  const substitutes = new Map<string, t.Expression>();
  for (const property of target.properties) {
    if (!t.isObjectProperty(property) || property.computed || !t.isIdentifier(property.key)) return undefined;
    const member = memberOf(value, property.key.name);
    if (!t.isIdentifier(property.value) || member === undefined) return undefined;
    substitutes.set(property.value.name, member);
  }
  return substitutes;
}

/** True if a body's free names mean the same where the body would be written. */
export function meansTheSame(body: NodePath, target: NodePath, own: ReadonlySet<string>): boolean {
  let same = true;
  const look = ({ node: { name }, scope }: NodePath<t.Identifier>) => {
    const binding = scope.getBinding(name);
    // The body declares this name itself.
    if (binding?.scope.path.findParent((at) => at === body)) return;
    if (own.has(name)) return;
    same &&= target.scope.getBinding(name) === binding;
  };
  if (body.isIdentifier()) look(body);
  body.traverse({
    Identifier(path) {
      const { parent, key } = path;
      const isKey = t.isMemberExpression(parent, { computed: false })
        ? key === "property"
        : t.isObjectProperty(parent, { computed: false }) && key === "key";
      if (!isKey) look(path);
    },
  });
  return same;
}

/** The one expression that a function returns, if the function does nothing else. */
export function resultOf(node: t.Node | undefined): t.Expression | undefined {
  if (!t.isFunction(node) || node.async || node.generator) return undefined;
  if (t.isExpression(node.body)) return node.body;
  const [only, ...others] = node.body.body;
  const isSole = t.isReturnStatement(only) && others.length === 0 && node.body.directives.length === 0;
  return isSole ? (only.argument ?? undefined) : undefined;
}

/** True if a body declares a name that is to be replaced, or one that a substitute uses. */
export function declares(body: t.Node, substitutes: Substitutes): boolean {
  const taken = new Set(substitutes.keys());
  for (const value of substitutes.values()) {
    t.traverseFast(value, (node) => {
      if (t.isIdentifier(node)) taken.add(node.name);
    });
  }
  let isFound = false;
  t.traverseFast(body, (node) => {
    const declared: (t.Node | null | undefined)[] = t.isFunction(node)
      ? [...node.params, ...(t.isFunctionDeclaration(node) || t.isFunctionExpression(node) ? [node.id] : [])]
      : [];
    if (t.isVariableDeclarator(node)) declared.push(node.id);
    if (t.isCatchClause(node)) declared.push(node.param);
    if (t.isClass(node)) declared.push(node.id);
    for (const target of declared) {
      if (target) isFound ||= Object.keys(t.getBindingIdentifiers(target)).some((name) => taken.has(name));
    }
  });
  return isFound;
}

/** The approximate length of an expression or statement in minified code. */
export function lengthOf(node: t.Node): number {
  let length = 0;
  t.traverseFast(node, (at) => {
    // Names become one letter, except those of properties.
    if (t.isIdentifier(at)) length += 1;
    else if (t.isStringLiteral(at)) length += at.value.length + 2;
    else if (t.isTemplateElement(at)) length += at.value.raw.length + 1;
    else if (t.isRegExpLiteral(at)) length += at.pattern.length + 3;
    else if (t.isMemberExpression(at) && t.isIdentifier(at.property) && !at.computed) length += at.property.name.length;
    else if (t.isObjectProperty(at) && t.isIdentifier(at.key)) length += at.key.name.length + 1;
    else length += 2;
  });
  return length;
}
