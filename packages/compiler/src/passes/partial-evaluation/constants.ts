import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import type { Binding, KnownFunction } from "../known-functions.ts";

type Scope = NodePath["scope"];

/** Methods that read an array and leave it as it is. */
const reading = new Set(["every", "some", "forEach", "includes", "indexOf", "join"]);
/** Methods that return elements, which must then be primitives. */
const passing = new Set(["filter", "find", "map", "slice"]);

/** Constants of a bundle that hold nothing but literals, and that nothing in it can write to. */
export class Constants {
  readonly #program: NodePath<t.Program>;
  readonly #called = new Map<t.Node, NodePath<t.Function>>();
  readonly #found = new Map<Binding, t.Expression | undefined>();

  constructor(program: NodePath<t.Program>, functions: readonly KnownFunction[]) {
    this.#program = program;
    for (const { path, calls } of functions) for (const { node } of calls) this.#called.set(node, path);
  }

  /** The literal that an expression is, or that a constant's path leads to. */
  literalOf(node: t.Node, scope: Scope): t.Expression | undefined {
    if (t.isExpression(node) && isLiteral(node)) return node;
    if (t.isIdentifier(node)) {
      const binding = scope.getBinding(node.name);
      return binding?.scope === this.#program.scope ? this.#constant(binding) : undefined;
    }
    if (!t.isMemberExpression(node)) return undefined;
    const key = keyOf(node);
    const object = key === undefined ? undefined : this.literalOf(node.object, scope);
    return object === undefined ? undefined : memberOf(object, key ?? "");
  }

  #constant(binding: Binding): t.Expression | undefined {
    if (this.#found.has(binding)) return this.#found.get(binding);
    const declarator = binding.path.isVariableDeclarator() ? binding.path.node : undefined;
    const init = t.isIdentifier(declarator?.id) ? declarator.init : undefined;
    // Mark as unknown first, so that a recursive lookup terminates.
    this.#found.set(binding, undefined);
    const isConstant = binding.constant && t.isExpression(init) && isLiteral(init);
    const literal = isConstant && binding.referencePaths.every((path) => this.#isRead(path, init)) ? init : undefined;
    this.#found.set(binding, literal);
    return literal;
  }

  /** True if the value at this path is only ever read, directly or through aliases. */
  #isRead(path: NodePath, literal: t.Expression | undefined): boolean {
    const { node, parent, parentPath } = path;
    if (parentPath === null) return false;
    if (t.isAssignmentExpression(parent) && parent.left === node) return false;
    if (t.isUpdateExpression(parent) || t.isUnaryExpression(parent, { operator: "delete" })) return false;
    if (t.isPattern(parent) || t.isRestElement(parent) || t.isObjectPattern(parentPath.parent)) return false;
    if (t.isForXStatement(parent) && parent.left === node) return false;
    if (literal !== undefined && isPrimitive(literal)) return true;
    if (parentPath.isMemberExpression() && parentPath.node.object === node) {
      return this.#isMemberRead(parentPath, literal);
    }
    if (t.isForOfStatement(parent) && parent.right === node) {
      const declared = t.isVariableDeclaration(parent.left) ? parentPath.get("left.declarations.0.id") : undefined;
      return !Array.isArray(declared) && declared !== undefined && this.#isNameRead(declared, elementsOf(literal));
    }
    if (t.isCallExpression(parent) && parent.callee !== node) {
      const index = t.isExpression(node) ? parent.arguments.indexOf(node) : -1;
      const parameter = this.#called.get(parent)?.get("params")[index];
      return parameter !== undefined && this.#isNameRead(parameter, [literal]);
    }
    return (
      t.isUnaryExpression(parent, { operator: "!" }) || (t.isConditionalExpression(parent) && parent.test === node)
    );
  }

  #isMemberRead(member: NodePath<t.MemberExpression>, literal: t.Expression | undefined): boolean {
    const { node, parentPath } = member;
    const key = keyOf(node);
    const call = parentPath.isCallExpression() && parentPath.node.callee === node ? parentPath : undefined;
    if (call !== undefined && key !== undefined && t.isArrayExpression(literal)) {
      const elements = elementsOf(literal);
      const isReading = reading.has(key) || (passing.has(key) && elements.every(isPrimitive));
      const [given] = call.get("arguments");
      if (!isReading || given === undefined || t.isLiteral(given.node)) return isReading;
      if (!given.isArrowFunctionExpression()) return !takesFunction(key);
      // A third parameter would be the list itself.
      const [parameter, index, ...others] = given.get("params");
      if (others.length > 0 || t.isRestElement(parameter?.node) || t.isRestElement(index?.node)) return false;
      return parameter === undefined || this.#isNameRead(parameter, elements);
    }
    if (call !== undefined) return false;
    if (key !== undefined) return this.#isRead(member, literal && memberOf(literal, key));
    // A key made at run time leads to one of the literal's values, or to a member that all objects inherit.
    return literal !== undefined && valuesOf(literal).every(isPrimitive) && this.#isRead(member, t.nullLiteral());
  }

  /** True if the value that a parameter or variable gets is only read. */
  #isNameRead(target: NodePath, literals: readonly (t.Expression | undefined)[]): boolean {
    if (literals.every((literal) => literal !== undefined && isPrimitive(literal))) return true;
    if (target.isObjectPattern()) {
      return target.get("properties").every((property) => {
        if (!property.isObjectProperty() || property.node.computed || !t.isIdentifier(property.node.key)) return false;
        const { name } = property.node.key;
        return this.#isNameRead(
          property.get("value"),
          literals.map((literal) => literal && memberOf(literal, name)),
        );
      });
    }
    if (!target.isIdentifier()) return false;
    const binding = target.scope.getBinding(target.node.name);
    return (
      binding?.constant === true &&
      binding.referencePaths.every((path) => literals.every((literal) => this.#isRead(path, literal)))
    );
  }
}

export function isPrimitive(node: t.Node | undefined): boolean {
  if (t.isUnaryExpression(node, { operator: "-" })) return t.isNumericLiteral(node.argument);
  if (t.isUnaryExpression(node, { operator: "void" })) return t.isNumericLiteral(node.argument);
  return t.isStringLiteral(node) || t.isNumericLiteral(node) || t.isBooleanLiteral(node) || t.isNullLiteral(node);
}

/** True for a literal made of literals only, without the key `__proto__`, which would set a prototype. */
export function isLiteral(node: t.Node): boolean {
  if (isPrimitive(node)) return true;
  if (t.isArrayExpression(node)) return node.elements.every((element) => element !== null && isLiteral(element));
  if (!t.isObjectExpression(node)) return false;
  return node.properties.every(
    (property) => t.isObjectProperty(property) && nameOf(property) !== undefined && isLiteral(property.value),
  );
}

function takesFunction(method: string): boolean {
  return !["includes", "indexOf", "join", "slice"].includes(method);
}

function nameOf({ key, computed }: t.ObjectProperty): string | undefined {
  if (computed) return undefined;
  const name = t.isIdentifier(key) ? key.name : t.isStringLiteral(key) ? key.value : undefined;
  return name === "__proto__" ? undefined : name;
}

function keyOf({ property, computed }: t.MemberExpression): string | undefined {
  if (!computed) return t.isIdentifier(property) ? property.name : undefined;
  if (t.isNumericLiteral(property)) return String(property.value);
  return t.isStringLiteral(property) ? property.value : undefined;
}

export function elementsOf(literal: t.Expression | undefined): t.Expression[] {
  return t.isArrayExpression(literal) ? literal.elements.filter((element) => t.isExpression(element)) : [];
}

function valuesOf(literal: t.Expression): t.Node[] {
  if (t.isObjectExpression(literal)) {
    return literal.properties.flatMap((property) => (t.isObjectProperty(property) ? [property.value] : []));
  }
  return elementsOf(literal);
}

/** A literal's value under a key; undefined for one that only its prototype has. */
export function memberOf(literal: t.Expression, key: string): t.Expression | undefined {
  if (t.isArrayExpression(literal)) {
    if (key === "length") return t.numericLiteral(literal.elements.length);
    const element = literal.elements[Number(key)];
    return t.isExpression(element) ? element : undefined;
  }
  if (t.isStringLiteral(literal)) return key === "length" ? t.numericLiteral(literal.value.length) : undefined;
  if (!t.isObjectExpression(literal)) return undefined;
  for (const property of literal.properties) {
    if (t.isObjectProperty(property) && nameOf(property) === key && t.isExpression(property.value))
      return property.value;
  }
  return key in Object.prototype ? undefined : t.unaryExpression("void", t.numericLiteral(0));
}
