import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import type { ViewName } from "@featheredge/edge-sdk/views";
import { findKnownFunctions } from "../known-functions.ts";
import type { Pass } from "../pass.ts";
import { CannotInline, SdkFunctions } from "../sdk-functions.ts";
import { Inference, isSimple } from "./infer.ts";
import { callMember, makeView, readMember, writeMember } from "./members.ts";
import { isTyped, isView, type Type } from "./sdk-types.ts";

/**
 * Lets the code work on CloudFront's event itself instead of the SDK's views of it: `request.headers.get("a")` becomes
 * a look into `event.request.headers`. A view has no state, so one is made only where it is passed to code that can't
 * be followed. If a request or response is passed to such code, nothing is inlined.
 */
export const inlineSdk: Pass = {
  name: "inline-sdk",
  run(module) {
    try {
      const code = module.code
        .copy()
        .transformProgram((program) => inlineViews(program, new SdkFunctions(program, module)));
      return { ...module, code, isInlined: true };
    } catch (error) {
      if (error instanceof CannotInline) return module;
      throw error;
    }
  },
};

function inlineViews(program: NodePath<t.Program>, sdk: SdkFunctions): void {
  namePatterns(program);
  const inference = new Inference(program, findKnownFunctions(program), sdk);
  const types = new Map<t.Node, Type>();
  program.traverse({
    Expression: (path) => {
      const type = inference.typeOf(path);
      if (type === "mixed") throw new CannotInline("one name for two kinds");
      if (isTyped(type) && !isTarget(path)) types.set(path.node, type);
    },
  });
  program.traverse({
    Expression: {
      exit: (path) => {
        const type = types.get(path.node);
        rewrite(path, types, inference, sdk);
        if (type !== undefined && !stays(path, type, types, inference, sdk)) {
          path.replaceWith(makeView(type, path.node, sdk));
          path.skip();
        }
      },
    },
    VariableDeclarator: { exit: (path) => splitPattern(path, types, sdk) },
  });
  program.scope.crawl();
  dropAliases(program);
}

/** `({ viewer }) => …` becomes `(v) => { let { viewer } = v; … }`, so that only declarations have patterns. */
function namePatterns(program: NodePath<t.Program>): void {
  let hasChanged = false;
  program.traverse({
    Function(path) {
      path.node.params.forEach((parameter, index) => {
        if (!t.isObjectPattern(parameter) || !parameter.properties.every(isSimple)) return;
        hasChanged = true;
        const name = path.scope.generateUidIdentifier("from");
        path.node.params[index] = name;
        if (!t.isBlockStatement(path.node.body)) {
          path.node.body = t.blockStatement([t.returnStatement(path.node.body)]);
          if (t.isArrowFunctionExpression(path.node)) path.node.expression = false;
        }
        path.node.body.body.unshift(t.variableDeclaration("let", [t.variableDeclarator(parameter, t.cloneNode(name))]));
      });
    },
  });
  if (hasChanged) program.scope.crawl();
}

/** An assignment target or a binding, not a value. */
function isTarget({ node, parent }: NodePath): boolean {
  return (
    (t.isAssignmentExpression(parent) && parent.left === node) ||
    (t.isVariableDeclarator(parent) && parent.id === node) ||
    (t.isFunction(parent) && parent.body !== node)
  );
}

function rewrite(
  path: NodePath<t.Expression>,
  types: Map<t.Node, Type>,
  inference: Inference,
  sdk: SdkFunctions,
): void {
  if (path.isCallExpression()) {
    const callee = path.get("callee");
    const [value] = path.node.arguments;
    const name = callee.isIdentifier() ? sdk.nameOf(callee) : undefined;
    if (name === "nativeAnswer") answer(path, types);
    const isMaker = name === "requestOf" || name === "responseOf" || name === "nativeResponse";
    if (isMaker && t.isExpression(value)) {
      replace(path, value, types);
      return;
    }
    dropSurplus(path, inference);
    const base = callee.isMemberExpression() ? memberOf(callee.node, types) : undefined;
    if (base === undefined || !path.node.arguments.every((argument) => t.isExpression(argument))) return;
    const made = callMember(base.kind, base.name, base.of, path.node.arguments, sdk);
    if (made === undefined) return;
    const isVoid = (base.name === "set" || base.name === "delete") && !isStatement(path);
    replace(path, isVoid ? t.unaryExpression("void", made) : made, types);
  } else if (path.isAssignmentExpression() && t.isMemberExpression(path.node.left)) {
    const base = memberOf(path.node.left, types);
    if (base === undefined || path.node.operator !== "=" || !isStatement(path)) return;
    const made = writeMember(base.kind, base.name, base.of, path.node.right, sdk);
    if (made !== undefined) replace(path, made, types);
  } else if (path.isMemberExpression() && isRead(path)) {
    const base = memberOf(path.node, types);
    const made = base && readMember(base.kind, base.name, base.of, sdk);
    if (made !== undefined) replace(path, made, types);
  }
}

/** The native form of what a handler returned: the event's own request, or the response. */
function answer(path: NodePath<t.CallExpression>, types: Map<t.Node, Type>): void {
  const [value, request] = path.node.arguments;
  if (!t.isExpression(value) || !t.isExpression(request)) throw new CannotInline("an answer to no request");
  const type = types.get(value);
  const own = t.memberExpression(t.cloneNode(request), t.identifier("request"));
  if (type === "request" && t.isIdentifier(value)) replace(path, own, types);
  else if (type === "request") replace(path, t.sequenceExpression([value, own]), types);
  else if (type === "response") replace(path, value, types);
  else {
    const answered = t.isIdentifier(value) ? value : path.scope.generateUidIdentifier("answer");
    if (answered !== value) {
      const statement = path.getStatementParent();
      if (statement?.node !== path.parent) throw new CannotInline("an answer inside an expression");
      statement.insertBefore(t.variableDeclaration("var", [t.variableDeclarator(t.cloneNode(answered), value)]));
    }
    const isOwn = t.binaryExpression("===", t.cloneNode(answered), t.cloneNode(request));
    replace(path, t.conditionalExpression(isOwn, own, t.cloneNode(answered)), types);
  }
}

/** Replaces an alias, as in `var request = event;`, by the original name. */
function dropAliases(program: NodePath<t.Program>): void {
  program.traverse({
    VariableDeclarator(path) {
      const { id, init } = path.node;
      if (!t.isIdentifier(id) || !t.isIdentifier(init) || path.scope.path.isProgram()) return;
      const [own, other] = [path.scope.getBinding(id.name), path.scope.getBinding(init.name)];
      if (own?.constant !== true || other?.constant !== true || own.scope !== other.scope) return;
      for (const reference of own.referencePaths) reference.replaceWith(t.identifier(init.name));
      path.remove();
    },
  });
}

/** Drops arguments that the called function has no parameter for, such as a handler's context. */
function dropSurplus({ node }: NodePath<t.CallExpression>, inference: Inference): void {
  const called = inference.calledBy(node);
  if (called === undefined || called.params.some((parameter) => t.isRestElement(parameter))) return;
  if (node.arguments.slice(called.params.length).every(isPure))
    node.arguments.length = Math.min(node.arguments.length, called.params.length);
}

function isPure(node: t.Node): boolean {
  if (t.isObjectExpression(node))
    return node.properties.every((found) => t.isObjectProperty(found) && isPure(found.value));
  return t.isIdentifier(node) || t.isLiteral(node) || t.isUnaryExpression(node, { operator: "void" });
}

/** Replaces an expression, and keeps its type for the new one. */
function replace(path: NodePath<t.Expression>, made: t.Expression, types: Map<t.Node, Type>): void {
  const type = types.get(path.node);
  const placed = t.isIdentifier(made) || types.has(made) ? t.cloneNode(made) : made;
  t.inheritLeadingComments(placed, path.node);
  placed.loc = path.node.loc ?? null;
  path.replaceWith(placed);
  path.skip();
  if (type !== undefined) types.set(path.node, type);
}

function memberOf(node: t.MemberExpression, types: ReadonlyMap<t.Node, Type>) {
  const kind = types.get(node.object);
  if (node.computed || !t.isIdentifier(node.property) || !isObject(kind)) return undefined;
  return { kind, name: node.property.name, of: node.object };
}

function isObject(type: Type): type is ViewName {
  return type === "request" || type === "response" || isView(type);
}

function isRead({ node, parent, parentPath }: NodePath<t.MemberExpression>): boolean {
  if (t.isCallExpression(parent) || t.isOptionalCallExpression(parent)) return parent.callee !== node;
  if (t.isAssignmentExpression(parent) || t.isForXStatement(parent)) return parent.left !== node;
  if (t.isUpdateExpression(parent) || t.isUnaryExpression(parent, { operator: "delete" })) return false;
  if (t.isAssignmentPattern(parent)) return parent.right === node;
  const isPart = t.isArrayPattern(parent) || t.isRestElement(parent);
  return !isPart && !(t.isObjectProperty(parent) && t.isObjectPattern(parentPath?.parent));
}

/** True if no code takes the value. */
function isStatement({ node, parent }: NodePath): boolean {
  return t.isExpressionStatement(parent) || (t.isSequenceExpression(parent) && parent.expressions.at(-1) !== node);
}

/** True if a part of the event may replace its view here: the code that gets it is known, or does nothing with it. */
function stays(
  path: NodePath<t.Expression>,
  type: Type,
  types: ReadonlyMap<t.Node, Type>,
  inference: Inference,
  sdk: SdkFunctions,
): boolean {
  const { node, parentPath } = path;
  const parent = parentPath?.node;
  if (parentPath === null || parent === undefined) return false;
  if (isStatement(path) || t.isAwaitExpression(parent)) return true;
  if (parentPath.isVariableDeclarator()) {
    const { id } = parentPath.node;
    if (t.isIdentifier(id)) return inference.isTracked(parentPath.get("id"));
    if (type === "context") return t.isObjectPattern(id);
    return (
      isObject(type) &&
      t.isObjectPattern(id) &&
      id.properties.every((found) => isSimple(found) && canRead(type, found.key.name, sdk))
    );
  }
  if (t.isAssignmentExpression(parent) && parent.right === node) {
    return t.isIdentifier(parent.left) && inference.isTracked(parentPath.get("left"));
  }
  if (parentPath.isCallExpression() && parent !== undefined) {
    const index = parentPath.node.arguments.indexOf(node);
    const callee = parentPath.get("callee");
    if (index < 0) return false;
    if (callee.isIdentifier() && /^native/.test(sdk.nameOf(callee) ?? "")) return true;
    return inference.isFollowed(parentPath, index);
  }
  if (parentPath.isMemberExpression() && parentPath.node.object === node) {
    if (type === "context") return true;
    return isObject(type) && canUse(parentPath, type, sdk);
  }
  if (t.isReturnStatement(parent)) {
    const owner = path.getFunctionParent();
    return owner !== null && inference.isKnown(owner.node);
  }
  if (t.isArrowFunctionExpression(parent)) return inference.isKnown(parent);
  if (t.isBinaryExpression(parent)) return /^[!=]==?$/.test(parent.operator) && !isView(type);
  if (t.isUnaryExpression(parent, { operator: "!" }) || t.isIfStatement(parent)) return true;
  if (t.isConditionalExpression(parent) && parent.test === node) return true;
  if (t.isObjectProperty(parent)) return types.get(parentPath.parent) === "context";
  const isPassedOn =
    t.isConditionalExpression(parent) || t.isLogicalExpression(parent) || t.isSequenceExpression(parent);
  return isPassedOn && types.has(parent);
}

/** True if the member around an object will be rewritten later. */
function canUse(member: NodePath<t.MemberExpression>, type: ViewName, sdk: SdkFunctions): boolean {
  const { property, computed } = member.node;
  if (computed || !t.isIdentifier(property)) return false;
  const of = member.node.object;
  const { parentPath } = member;
  if (parentPath?.isCallExpression() && parentPath.node.callee === member.node) {
    const values = parentPath.node.arguments;
    if (!values.every((value) => t.isExpression(value))) return false;
    return callMember(type, property.name, of, values, sdk) !== undefined;
  }
  if (parentPath?.isAssignmentExpression() && parentPath.node.left === member.node) {
    if (parentPath.node.operator !== "=" || !isStatement(parentPath)) return false;
    return writeMember(type, property.name, of, parentPath.node.right, sdk) !== undefined;
  }
  return isRead(member) && canRead(type, property.name, sdk);
}

function canRead(type: ViewName, name: string, sdk: SdkFunctions): boolean {
  return readMember(type, name, t.identifier("event"), sdk) !== undefined;
}

/** `let { headers, path } = event` of a request becomes a declaration for each. */
function splitPattern(path: NodePath<t.VariableDeclarator>, types: ReadonlyMap<t.Node, Type>, sdk: SdkFunctions): void {
  const { id, init } = path.node;
  const type = init ? types.get(init) : undefined;
  if (!t.isObjectPattern(id) || !id.properties.every(isSimple) || !init || !isObject(type)) return;
  const source = t.isIdentifier(init) ? init : path.scope.generateUidIdentifier("of");
  const first = source === init ? [] : [t.variableDeclarator(source, init)];
  const rest = id.properties.map(({ key, value }) =>
    t.variableDeclarator(value, readMember(type, key.name, t.cloneNode(source), sdk) ?? null),
  );
  path.replaceWithMultiple([...first, ...rest]);
  path.skip();
}
