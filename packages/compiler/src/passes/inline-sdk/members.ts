import { template } from "@babel/core";
import * as t from "@babel/types";
import { fieldValue, pathValue, token, type ViewName, views } from "@featheredge/edge-sdk/views";
import { CannotInline, isSdkFunction, type SdkFunctions } from "../sdk-functions.ts";
import { isView, type Type } from "./sdk-types.ts";

/** A property as an expression on the part of the event behind the view; undefined for one that needs the view. */
export function readMember(
  kind: ViewName,
  name: string,
  of: t.Expression,
  sdk: SdkFunctions,
): t.Expression | undefined {
  const form = ownOf(views[kind].reads, name);
  return form === undefined ? undefined : new Form(form, of, [], sdk).fill();
}

/** A method's call as an expression on the part of the event behind the view; undefined for one that needs the view. */
export function callMember(
  kind: ViewName,
  name: string,
  of: t.Expression,
  values: readonly t.Expression[],
  sdk: SdkFunctions,
): t.Expression | undefined {
  const forms = ownOf(views[kind].methods, name) ?? [];
  const form = forms.find((each) => new Set(each.match(/\$\d/g)).size === values.length);
  return form === undefined ? undefined : changeBy(form, of, values, sdk);
}

/** An assignment to a property, as a statement on the part behind the view; undefined for one that needs the view. */
export function writeMember(
  kind: ViewName,
  name: string,
  of: t.Expression,
  value: t.Expression,
  sdk: SdkFunctions,
): t.Expression | undefined {
  const form = ownOf(views[kind].writes, name);
  return form === undefined ? undefined : changeBy(form, of, [value], sdk);
}

/**
 * The view itself, for code that can't be followed.
 *
 * @throws CannotInline for a request, a response, and for objects that hold one: handlers compare them by identity
 */
export function makeView(type: Type, of: t.Expression, sdk: SdkFunctions): t.Expression {
  if (!isView(type)) throw new CannotInline(`code that can't be followed gets a ${type}`);
  return sdk.call(views[type].maker, of);
}

function ownOf<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A form that changes the event, unless it would evaluate an expression more than once, or needs one written out. */
function changeBy(
  form: string,
  of: t.Expression,
  values: readonly t.Expression[],
  sdk: SdkFunctions,
): t.Expression | undefined {
  const uses = (name: string) => form.split(name).length - 1;
  const isText = (value: t.Expression) => t.isStringLiteral(value) || t.isTemplateLiteral(value);
  const isFixed = (value: t.Expression) => t.isIdentifier(value) || t.isStringLiteral(value) || isVoid(value);
  if (uses("view") > 1 && !t.isIdentifier(of)) return undefined;
  const canFill = values.every(
    (value, index) => (uses(`$${index}`) < 2 || isFixed(value)) && (uses(`$$${index}`) === 0 || isText(value)),
  );
  return canFill ? new Form(form, of, values, sdk).fill() : undefined;
}

const parsed = new Map<string, t.Expression>();

function parseForm(form: string): t.Expression {
  const known = parsed.get(form) ?? template.expression(form, { placeholderPattern: false })();
  parsed.set(form, known);
  return known;
}

/** Fills a form's expression with values, and computes the parts that are known. */
class Form {
  readonly #form: string;
  readonly #of: t.Expression;
  readonly #values: readonly t.Expression[];
  readonly #sdk: SdkFunctions;

  constructor(form: string, of: t.Expression, values: readonly t.Expression[], sdk: SdkFunctions) {
    this.#form = form;
    this.#of = of;
    this.#values = values;
    this.#sdk = sdk;
  }

  fill(): t.Expression {
    return this.#fill(parseForm(this.#form));
  }

  #fill(node: t.Expression): t.Expression {
    if (t.isIdentifier(node)) return this.#name(node);
    if (t.isCallExpression(node)) return this.#call(node);
    if (t.isMemberExpression(node) && t.isExpression(node.object)) {
      const key = node.computed && t.isExpression(node.property) ? this.#fill(node.property) : node.property;
      return t.memberExpression(this.#fill(node.object), t.cloneNode(key), node.computed);
    }
    if (t.isAssignmentExpression(node) && t.isMemberExpression(node.left)) {
      const target = this.#fill(node.left);
      if (!t.isMemberExpression(target)) return node;
      return t.assignmentExpression("=", target, this.#fill(node.right));
    }
    if (t.isSequenceExpression(node)) return t.sequenceExpression(node.expressions.map((part) => this.#fill(part)));
    if (t.isUnaryExpression(node)) return t.unaryExpression(node.operator, this.#fill(node.argument));
    if (t.isLogicalExpression(node)) {
      return t.logicalExpression(node.operator, this.#fill(node.left), this.#fill(node.right));
    }
    if (t.isBinaryExpression(node) && t.isExpression(node.left)) {
      return t.binaryExpression(node.operator, this.#fill(node.left), this.#fill(node.right));
    }
    if (t.isConditionalExpression(node)) return this.#conditional(node);
    if (t.isObjectExpression(node)) {
      const properties = node.properties.flatMap((property) =>
        t.isObjectProperty(property) && t.isExpression(property.value)
          ? [t.objectProperty(t.cloneNode(property.key), this.#fill(property.value))]
          : [],
      );
      return t.objectExpression(properties);
    }
    return t.cloneNode(node);
  }

  #name({ name }: t.Identifier): t.Expression {
    if (name === "view") return t.cloneNode(this.#of);
    const [, index] = /^\$+(\d)$/.exec(name) ?? [];
    const value = index === undefined ? undefined : this.#values[Number(index)];
    return t.cloneNode(value ?? t.identifier(name));
  }

  #call({ callee, arguments: given }: t.CallExpression): t.Expression {
    const values = given.flatMap((value) => (t.isExpression(value) ? [this.#fill(value)] : []));
    const [first, second] = values;
    if (t.isIdentifier(callee) && isSdkFunction(callee.name)) {
      if (callee.name === "first" && first && second)
        return ownField(first, second) ?? this.#sdk.call("first", ...values);
      return first && this.#isSettled(callee.name, first) ? first : this.#sdk.call(callee.name, ...values);
    }
    if (!t.isMemberExpression(callee) || !t.isExpression(callee.object)) return t.callExpression(callee, values);
    const object = this.#fill(callee.object);
    if (t.isIdentifier(callee.property, { name: "toLowerCase" }) && t.isStringLiteral(object)) {
      return t.stringLiteral(object.value.toLowerCase());
    }
    return t.callExpression(t.memberExpression(object, t.cloneNode(callee.property)), values);
  }

  /** True if a function of the SDK's would give its value back as it is. */
  #isSettled(name: string, value: t.Expression): boolean {
    // A location is percent-encoded already.
    if (name === "fieldValue" && this.#sdk.isCall("locationValue", value)) return true;
    if (!t.isStringLiteral(value)) return false;
    if (name === "fieldValue") return fieldValue(value.value) === value.value;
    if (name === "pathValue") return pathValue(value.value) === value.value;
    return name === "token" && isToken(value.value);
  }

  #conditional(node: t.ConditionalExpression): t.Expression {
    const test = this.#fill(node.test);
    // It is known of a literal that it is not undefined.
    if (t.isBinaryExpression(test, { operator: "===" }) && t.isExpression(test.left) && isVoid(test.right)) {
      if (isVoid(test.left)) return this.#fill(node.consequent);
      if (t.isStringLiteral(test.left)) return this.#fill(node.alternate);
    }
    return t.conditionalExpression(test, this.#fill(node.consequent), this.#fill(node.alternate));
  }
}

function isVoid(node: t.Expression): boolean {
  return t.isUnaryExpression(node, { operator: "void" });
}

function isToken(name: string): boolean {
  try {
    return token(name) === name;
  } catch {
    return false;
  }
}

/** A field that is read without a call, which is short only for a name that no object inherits. */
function ownField(fields: t.Expression, key: t.Expression): t.Expression | undefined {
  if (!isPath(fields) || !t.isStringLiteral(key) || key.value in Object.prototype) return undefined;
  const field = t.memberExpression(t.cloneNode(fields), key, true);
  const value = t.memberExpression(t.cloneNode(field), t.identifier("value"));
  return t.logicalExpression("&&", field, value);
}

function isPath(node: t.Expression): boolean {
  if (t.isMemberExpression(node, { computed: false })) return t.isExpression(node.object) && isPath(node.object);
  return t.isIdentifier(node);
}
