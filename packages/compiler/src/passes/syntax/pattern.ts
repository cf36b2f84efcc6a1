import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import type { Helpers } from "../helpers.ts";
import { isKnownArray, markedArrays } from "../known-arrays.ts";

/** Receives the steps of a pattern, to make declarators or assignments of them. */
interface Steps {
  set(target: t.LVal, value: t.Expression): void;
  declare(name: t.Identifier, value: t.Expression): void;
}

/** Writes a destructuring pattern as single steps, each value read once. */
export class PatternExpander {
  readonly #path: NodePath;
  readonly #helpers: Helpers;
  readonly #steps: Steps;

  constructor(path: NodePath, helpers: Helpers, steps: Steps) {
    this.#path = path;
    this.#helpers = helpers;
    this.#steps = steps;
  }

  expand(target: t.LVal, value: t.Expression): void {
    if (t.isAssignmentPattern(target)) this.#withDefault(target, value);
    else if (t.isObjectPattern(target)) this.#object(target, value);
    else if (t.isArrayPattern(target)) this.#array(target, value);
    else this.#steps.set(target, value);
  }

  /** A name that holds the value. */
  hold(value: t.Expression): t.Expression {
    if (t.isIdentifier(value) && this.#isSteady(value.name)) return value;
    return this.#name(value, "value");
  }

  #withDefault({ left, right }: t.AssignmentPattern, value: t.Expression): void {
    const held = this.hold(value);
    const missing = t.binaryExpression("===", t.cloneNode(held), t.unaryExpression("void", t.numericLiteral(0)));
    const chosen = t.conditionalExpression(missing, right, t.cloneNode(held));
    if (t.isArrayExpression(right) && markedArrays.has(value)) markedArrays.add(chosen);
    this.expand(left, chosen);
  }

  #object(pattern: t.ObjectPattern, value: t.Expression): void {
    const [only] = pattern.properties;
    const isSingle = pattern.properties.length === 1 && t.isObjectProperty(only);
    const source = isSingle ? value : this.hold(value);
    // Reading any property throws for null and undefined, as an empty pattern does.
    if (only === undefined) this.#name(t.memberExpression(source, t.identifier("_")), "unused");
    const hasRest = pattern.properties.some((property) => t.isRestElement(property));
    const keys: t.Expression[] = [];
    for (const property of pattern.properties) {
      if (t.isRestElement(property)) {
        this.expand(property.argument, this.#helpers.omit(this.#path, t.cloneNode(source), keys));
        continue;
      }
      const key = this.#key(property, hasRest);
      keys.push(key.text);
      const member = t.memberExpression(isSingle ? source : t.cloneNode(source), key.node, key.computed);
      t.assertLVal(property.value);
      this.expand(property.value, t.inherits(member, property));
    }
  }

  /** The key to read a property by, and its name as text, which the rest element omits. */
  #key(property: t.ObjectProperty, hasRest: boolean): { node: t.Expression; computed: boolean; text: t.Expression } {
    const { key, computed } = property;
    t.assertExpression(key);
    if (!computed) {
      if (t.isIdentifier(key)) return { node: key, computed: false, text: t.stringLiteral(key.name) };
      const text = "value" in key ? String(key.value) : "";
      return { node: key, computed: true, text: t.stringLiteral(text) };
    }
    if (!hasRest) return { node: key, computed: true, text: key };
    const name = this.#name(t.callExpression(t.identifier("String"), [key]), "key");
    return { node: t.cloneNode(name), computed: true, text: t.cloneNode(name) };
  }

  #array(pattern: t.ArrayPattern, value: t.Expression): void {
    const hasRest = pattern.elements.some((element) => t.isRestElement(element));
    const list = hasRest ? this.#helpers.copyOf(this.#path, value) : this.#helpers.toArray(this.#path, value);
    const source = this.hold(list);
    pattern.elements.forEach((element, index) => {
      if (element === null) return;
      const at = t.numericLiteral(index);
      if (t.isRestElement(element)) {
        const rest = t.callExpression(t.memberExpression(t.cloneNode(source), t.identifier("slice")), [at]);
        markedArrays.add(rest);
        this.expand(element.argument, rest);
        return;
      }
      const item = t.memberExpression(t.cloneNode(source), at, true);
      t.assertLVal(element);
      this.expand(element, t.inherits(item, element));
    });
  }

  #name(value: t.Expression, hint: string): t.Identifier {
    const name = this.#path.scope.generateUidIdentifier(hint);
    this.#helpers.steady.add(name.name);
    this.#steps.declare(name, value);
    const held = t.cloneNode(name);
    if (isKnownArray(this.#path.scope, value)) markedArrays.add(held);
    return held;
  }

  #isSteady(name: string): boolean {
    return this.#helpers.steady.has(name) || this.#path.scope.getBinding(name)?.constant === true;
  }
}
