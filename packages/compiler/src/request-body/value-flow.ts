import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { follow } from "../load/handler-file.ts";
import { constantKey } from "../verify/constants.ts";
import { isDeadCode } from "./dead-code.ts";

/** Property names that lead from a value to what is looked for: `["request", "body"]`. */
export type Keys = readonly string[];

/** Functions to which a handler gives its result, such as Lambda's callback. They read nothing. */
export type TakesResult = (callee: NodePath) => boolean;

/** Methods of an object that read none of its properties' values. */
const harmless = ["hasOwnProperty", "propertyIsEnumerable"];

/**
 * Follows a value through one module: variables, patterns, parameters and results of functions. It collects where the
 * property at the end of the keys is used, and where the value leaves the code that can be followed.
 */
export class ValueFlow {
  readonly reads: t.Node[] = [];
  readonly escapes: t.Node[] = [];
  readonly #seen = new Map<t.Node, Set<string>>();
  readonly #takesResult: TakesResult;

  constructor(takesResult: TakesResult) {
    this.#takesResult = takesResult;
  }

  /** Follows the value that a variable, parameter or pattern is given. */
  bind(target: NodePath, keys: Keys): void {
    if (target.isIdentifier()) this.#bindName(target, keys);
    else if (target.isAssignmentPattern()) this.bind(target.get("left"), keys);
    else if (target.isObjectPattern()) {
      for (const property of target.get("properties")) this.#bindProperty(property, keys);
    } else if (target.isArrayPattern()) {
      const element = target.get("elements")[Number(keys[0])];
      if (element?.hasNode()) this.bind(element, keys.slice(1));
      else if (Number.isNaN(Number(keys[0]))) this.escapes.push(target.node);
    } else if (target.isTSParameterProperty() || target.isRestElement() || target.isMemberExpression()) {
      this.escapes.push(target.node);
    }
  }

  /** Follows an expression that has the value into the code around it. */
  use(path: NodePath, keys: Keys): void {
    if (this.#isKnown(path.node, keys) || isDeadCode(path)) return;
    if (keys.length === 0) {
      this.reads.push(path.node);
      return;
    }
    const parent = path.parentPath;
    if (parent === null) return;
    if (parent.isMemberExpression() || parent.isOptionalMemberExpression()) this.#useMember(path, parent, keys);
    else if (parent.isCallExpression() || parent.isOptionalCallExpression() || parent.isNewExpression()) {
      if (path.listKey === "arguments") this.#useArgument(path, parent, keys);
    } else if (parent.isVariableDeclarator()) this.bind(parent.get("id"), keys);
    else if (parent.isAssignmentExpression()) this.#useAssignment(path, parent, keys);
    else if (parent.isReturnStatement()) this.#useResult(parent.getFunctionParent(), keys, path);
    else if (parent.isArrowFunctionExpression() && path.key === "body") this.#useResult(parent, keys, path);
    else if (parent.isForOfStatement() && path.key === "right") this.#useLoop(parent, keys);
    else if (parent.isObjectProperty() || parent.isSpreadElement()) this.#useInObject(path, parent, keys);
    else if (isPassedOn(path, parent)) this.use(parent, keys);
    else if (!isHarmless(parent)) this.escapes.push(path.node);
  }

  #bindName(target: NodePath<t.Identifier>, keys: Keys): void {
    const binding = target.scope.getBinding(target.node.name);
    if (binding === undefined) {
      this.escapes.push(target.node);
      return;
    }
    if (this.#isKnown(binding.identifier, ["=", ...keys])) return;
    if (keys.length === 0) this.reads.push(target.node);
    else for (const reference of binding.referencePaths) this.use(reference, keys);
  }

  #bindProperty(property: NodePath, keys: Keys): void {
    if (isDeadCode(property)) return;
    if (property.isRestElement()) this.bind(property.get("argument"), keys);
    if (!property.isObjectProperty()) return;
    const key = keyOf(property);
    if (key === undefined) this.escapes.push(property.node);
    else if (key === keys[0]) this.bind(property.get("value"), keys.slice(1));
  }

  #useMember(path: NodePath, member: NodePath<t.MemberExpression | t.OptionalMemberExpression>, keys: Keys): void {
    if (path.key !== "object") return;
    const key = constantKey(member);
    const isIndex = /^\d+$/.test(keys[0] ?? "");
    if (key === keys[0] || (key === undefined && isIndex)) this.use(member, keys.slice(1));
    else if (key === undefined) this.escapes.push(member.node);
    else if (member.key !== "callee" || harmless.includes(key)) return;
    // `request.rewrite()` gives the request back; a method of an array may read its elements.
    else if (key === "rewrite") this.use(member.parentPath, keys);
    else if (isIndex) this.escapes.push(member.node);
  }

  #useArgument(
    path: NodePath,
    call: NodePath<t.CallExpression | t.OptionalCallExpression | t.NewExpression>,
    keys: Keys,
  ) {
    const callee = call.get("callee");
    if (this.#takesResult(callee) || isHarmlessCall(callee, path.key)) return;
    if (settles(callee)) return;
    if (callee.matchesPattern("Object.assign") && path.key === 0) {
      this.use(call, keys);
      return;
    }
    const called = follow(callee);
    const parameters: NodePath[] = called?.isFunction() === true ? called.get("params") : [];
    const parameter = parameters[Number(path.key)];
    if (called?.isFunction() !== true || usesArguments(called)) this.escapes.push(path.node);
    else if (parameter !== undefined) this.bind(parameter, keys);
    else if (parameters.at(-1)?.isRestElement() === true) this.escapes.push(path.node);
  }

  #useAssignment(path: NodePath, assignment: NodePath<t.AssignmentExpression>, keys: Keys): void {
    if (path.key !== "right") return;
    this.bind(assignment.get("left"), keys);
    this.use(assignment, keys);
  }

  /** The value is a function's result: it is followed to the function's calls. */
  #useResult(owner: NodePath<t.Function> | null, keys: Keys, path: NodePath): void {
    if (owner === null || this.#isKnown(owner.node, ["return", ...keys])) return;
    const { parentPath } = owner;
    if (owner.key === "callee" && parentPath?.isCallExpression()) this.use(parentPath, keys);
    if (parentPath?.isCallExpression() && owner.listKey === "arguments") {
      const callee = parentPath.get("callee");
      const key = callee.isMemberExpression() ? constantKey(callee) : undefined;
      if (["then", "catch", "finally"].includes(key ?? "")) this.use(parentPath, keys);
      else this.escapes.push(path.node);
      return;
    }
    const name = owner.isFunctionDeclaration() ? owner.node.id : nameOf(parentPath);
    const binding = name ? owner.parentPath?.scope.getBinding(name.name) : undefined;
    for (const reference of binding?.referencePaths ?? []) {
      if (reference.key === "callee" && reference.parentPath !== null) this.use(reference.parentPath, keys);
    }
  }

  #useLoop(loop: NodePath<t.ForOfStatement>, keys: Keys): void {
    const left = loop.get("left");
    const target = left.isVariableDeclaration() ? left.get("declarations")[0]?.get("id") : left;
    if (target !== undefined) this.bind(target, keys.slice(1));
  }

  #useInObject(path: NodePath, property: NodePath<t.ObjectProperty | t.SpreadElement>, keys: Keys): void {
    const object = property.parentPath;
    if (path.key === "key") return;
    const key = property.isObjectProperty() ? keyOf(property) : undefined;
    if (!object?.isObjectExpression()) this.escapes.push(path.node);
    else if (property.isSpreadElement()) this.use(object, keys);
    else if (key === undefined) this.escapes.push(path.node);
    else this.use(object, [key, ...keys]);
  }

  /** Remembers which values were followed, so that recursion ends. */
  #isKnown(node: t.Node, keys: Keys): boolean {
    const seen = this.#seen.get(node) ?? new Set();
    this.#seen.set(node, seen);
    const key = keys.join(".");
    // A value that is put into an object in each round of a recursion gets ever more keys.
    if (seen.has(key) || keys.length > 16) return true;
    seen.add(key);
    return false;
  }
}

function keyOf(property: NodePath<t.ObjectProperty>): string | undefined {
  const { key, computed } = property.node;
  if (!computed && t.isIdentifier(key)) return key.name;
  const known = property.get("key").evaluate();
  return known.confident ? String(known.value) : undefined;
}

function nameOf(parent: NodePath | null): t.Identifier | undefined {
  return parent?.isVariableDeclarator() && t.isIdentifier(parent.node.id) ? parent.node.id : undefined;
}

/** True if the surrounding expression has the same value. */
function isPassedOn(path: NodePath, parent: NodePath): boolean {
  if (parent.isConditionalExpression()) return path.key !== "test";
  if (parent.isSequenceExpression()) return path.key === parent.node.expressions.length - 1;
  return (
    parent.isAwaitExpression() ||
    parent.isLogicalExpression() ||
    parent.isParenthesizedExpression() ||
    parent.isTSAsExpression() ||
    parent.isTSSatisfiesExpression() ||
    parent.isTSNonNullExpression()
  );
}

function isHarmless(parent: NodePath): boolean {
  return (
    parent.isExpressionStatement() ||
    parent.isBinaryExpression() ||
    parent.isUnaryExpression() ||
    parent.isConditionalExpression() ||
    parent.isSequenceExpression() ||
    parent.isIfStatement() ||
    parent.isTemplateLiteral() ||
    parent.isForInStatement()
  );
}

/**
 * True for calls that read nothing, such as a log of the event: its reader gets the body only where the handler uses
 * it.
 */
function isHarmlessCall(callee: NodePath, index: string | number | null): boolean {
  if (!callee.isMemberExpression() || !t.isIdentifier(callee.node.object)) return false;
  const { name } = callee.node.object;
  if (callee.scope.hasBinding(name, true)) return false;
  const method = constantKey(callee) ?? "";
  return name === "console" || (name === "Object" && index === 0 && ["keys", "freeze"].includes(method));
}

/**
 * True for `resolve` of a promise that the code makes: code that awaits the promise gets the value, usually the
 * runtime.
 */
function settles(callee: NodePath): boolean {
  if (!callee.isIdentifier()) return false;
  const binding = callee.scope.getBinding(callee.node.name);
  const executor = binding?.kind === "param" ? binding.scope.path : undefined;
  return (
    executor?.parentPath?.isNewExpression() === true &&
    t.isIdentifier(executor.parentPath.node.callee, { name: "Promise" })
  );
}

function usesArguments(called: NodePath<t.Function>): boolean {
  let isFound = false;
  called.traverse({
    Identifier(path) {
      isFound ||= path.node.name === "arguments" && path.isReferencedIdentifier();
    },
  });
  return isFound;
}
