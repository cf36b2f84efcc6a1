import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import type { Helpers } from "../helpers.ts";
import { type Facts, isGlobalNamed, nameOf } from "./facts.ts";

/** Text that Number() reads differently in njs: binary, octal, and hexadecimal with a sign. */
const oddNumber = /^\s*(?:0[bo]|[+-]0x)/i;

/**
 * Patches built-ins whose njs 0.7.9 behavior differs from ECMAScript, in the author's code: a call or read of one goes
 * through a helper that corrects the difference.
 */
export function lowerBuiltIns(program: NodePath<t.Program>, facts: Facts, helpers: Helpers): void {
  program.traverse({
    CallExpression: {
      exit(path) {
        if (facts.isAuthors(path.node)) new BuiltInPatch(path, facts, helpers).call(path.node);
      },
    },
    NewExpression(path) {
      if (facts.isAuthors(path.node)) new BuiltInPatch(path, facts, helpers).construction(path.node);
    },
    MemberExpression: {
      exit(path) {
        if (facts.isAuthors(path.node)) new BuiltInPatch(path, facts, helpers).read(path.node);
      },
    },
    UnaryExpression(path) {
      const { operator } = path.node;
      if (operator === "+" && facts.isAuthors(path.node)) foldNumber(path, path.get("argument"));
    },
  });
}

class BuiltInPatch {
  readonly #path: NodePath;
  readonly #facts: Facts;
  readonly #helpers: Helpers;

  constructor(path: NodePath, facts: Facts, helpers: Helpers) {
    this.#path = path;
    this.#facts = facts;
    this.#helpers = helpers;
  }

  call(node: t.CallExpression): void {
    const { callee, arguments: args } = node;
    const [first] = args;
    if (!args.every((argument) => t.isExpression(argument))) return;
    if (this.#isGlobal(callee, "Number") && args.length === 1) {
      foldNumber(this.#path, this.#path.get("arguments.0"));
    } else if (this.#isGlobal(callee, "atob") && t.isExpression(first)) {
      node.arguments = [this.#helpers.call(this.#path, "padded", [first])];
    } else if (t.isMemberExpression(callee)) this.#method(node, callee, args);
  }

  /** Patches `new Date(value)`, unless the value is plainly a number. */
  construction(node: t.NewExpression): void {
    const [value, ...others] = node.arguments;
    if (!this.#isGlobal(node.callee, "Date") || !t.isExpression(value) || others.length > 0) return;
    if (isNumber(value)) return;
    node.arguments = [this.#helpers.call(this.#path, "time", [value])];
  }

  read(node: t.MemberExpression): void {
    const name = nameOf(node.property, node.computed) ?? "";
    if (name === "MIN_VALUE" && this.#isGlobal(node.object, "Number")) {
      this.#path.replaceWith(t.numericLiteral(Number.MIN_VALUE));
      return;
    }
    if (name !== "stack" && !(name === "source" && this.#facts.makesRegExps)) return;
    if (this.#facts.ownNames.has(name) || isTarget(this.#path)) return;
    const helper = name === "stack" ? "stackOf" : "sourceOf";
    this.#replace(this.#helpers.call(this.#path, helper, [node.object]));
  }

  #method(node: t.CallExpression, callee: t.MemberExpression, args: readonly t.Expression[]): void {
    const name = nameOf(callee.property, callee.computed);
    const [first] = args;
    if (name === "codePointAt" && !this.#facts.ownNames.has(name)) {
      this.#replace(this.#helpers.call(this.#path, "codePoint", [node]));
    } else if (name === "isView" && this.#isGlobal(callee.object, "ArrayBuffer")) {
      this.#replace(this.#helpers.call(this.#path, "isView", [...args]));
    } else if (this.#isGlobal(callee.object, "JSON")) {
      const hasIndent = name === "stringify" && args[2] !== undefined && !isNothing(args[2]);
      if (hasIndent) this.#replace(this.#helpers.call(this.#path, "tidy", [node]));
      if (name === "parse") this.#replace(this.#helpers.call(this.#path, "parseJson", [...args]));
    } else if (name === "parse" && this.#isGlobal(callee.object, "Date") && first !== undefined) {
      const text = t.callExpression(t.identifier("String"), [first]);
      const date = t.newExpression(t.identifier("Date"), [this.#helpers.call(this.#path, "time", [text])]);
      this.#replace(t.callExpression(t.memberExpression(date, t.identifier("getTime")), []));
    }
  }

  #isGlobal(node: t.Node, name: string): boolean {
    return isGlobalNamed(this.#path, node, name);
  }

  #replace(by: t.Expression): void {
    this.#path.replaceWith(by);
    this.#path.skip();
  }
}

/** `Number("0b11")` as the number, where the text is known. */
function foldNumber(path: NodePath, argument: NodePath): void {
  const { confident, value } = argument.evaluate();
  if (!confident || typeof value !== "string" || !oddNumber.test(value)) return;
  const number = Number(value);
  path.replaceWith(Number.isNaN(number) ? t.identifier("NaN") : t.numericLiteral(number));
}

/** True for an expression that is plainly a number or a Date. */
function isNumber(node: t.Node): boolean {
  if (t.isNumericLiteral(node) || t.isUnaryExpression(node) || t.isNewExpression(node)) return true;
  if (t.isBinaryExpression(node)) return node.operator !== "+" || (isNumber(node.left) && isNumber(node.right));
  if (!t.isCallExpression(node) || !t.isMemberExpression(node.callee)) return false;
  return /^(?:now|UTC|getTime|valueOf|floor|round)$/.test(nameOf(node.callee.property, node.callee.computed) ?? "");
}

function isNothing(node: t.Expression): boolean {
  return (
    t.isNullLiteral(node) || t.isUnaryExpression(node, { operator: "void" }) || t.isNumericLiteral(node, { value: 0 })
  );
}

/** True if it is set or deleted here, not read. */
function isTarget({ key, parent }: NodePath): boolean {
  if (t.isAssignmentExpression(parent) || t.isForXStatement(parent)) return key === "left";
  return t.isUpdateExpression(parent) || t.isUnaryExpression(parent, { operator: "delete" }) || t.isPattern(parent);
}
