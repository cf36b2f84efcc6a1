import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { isSimple } from "../inline-sdk/infer.ts";
import { findKnownFunctions, type KnownFunction, returnStatements } from "../known-functions.ts";
import type { Pass } from "../pass.ts";
import { SdkFunctions } from "../sdk-functions.ts";
import { dropAbsentParameters } from "./absent-parameters.ts";

/**
 * Inlines the handler of a function that has only one, since a call costs steps: `return nativeAnswer(handle(request),
 * request)` becomes the handler's body, with `nativeAnswer` around each value that it returns.
 */
export const inlineHandler: Pass = {
  name: "inline-handler",
  run(module) {
    const code = module.code.transformProgram((program) => {
      inlineSoleHandler(program, findKnownFunctions(program), new SdkFunctions(program, module));
      dropAbsentParameters(findKnownFunctions(program));
    });
    return { ...module, code };
  },
};

function inlineSoleHandler(program: NodePath<t.Program>, functions: readonly KnownFunction[], sdk: SdkFunctions): void {
  const entry = program
    .get("body")
    .find((found) => t.isFunctionDeclaration(found.node) && found.node.id?.name === "handler");
  if (!entry?.isFunctionDeclaration()) return;
  const last = entry.get("body").get("body").at(-1);
  if (!last?.isReturnStatement()) return;
  const native = last.get("argument");
  if (!native.isCallExpression()) return;
  const maker = native.get("callee");
  const name = maker.isIdentifier() ? sdk.nameOf(maker) : undefined;
  if (name !== "nativeAnswer" && name !== "nativeResponse") return;
  const given = native.get("arguments")[0];
  const call = given?.isAwaitExpression() ? given.get("argument") : given;
  const handle = functions.find(({ calls }) => calls.length === 1 && calls[0]?.node === call?.node);
  if (handle === undefined || !call?.isCallExpression() || !canInline(handle)) return;
  const { path } = handle;
  const values = call.node.arguments;
  if (!values.every((value) => t.isExpression(value))) return;
  // The entry's names must not capture names that the handler uses.
  for (const own of Object.keys(entry.scope.bindings)) entry.scope.rename(own, program.scope.generateUid(own));
  const declarations = bindParameters(path, values);
  if (!t.isBlockStatement(path.node.body)) path.node.body = t.blockStatement([t.returnStatement(path.node.body)]);
  const isAwaited = given?.isAwaitExpression() === true;
  for (const statement of returnStatements(path)) {
    const { argument } = statement.node;
    if (argument) statement.node.argument = wrap(argument, native.node, isAwaited);
  }
  const body = path.node.body;
  handle.binding.path.remove();
  last.replaceWithMultiple([...declarations, ...body.body]);
  program.scope.crawl();
}

function canInline({ path, binding }: KnownFunction): boolean {
  const isTop = binding.scope.path.isProgram();
  let usesThis = false;
  t.traverseFast(path.node.body, (node) => {
    usesThis ||= t.isThisExpression(node);
  });
  const { params, generator } = path.node;
  return (
    isTop &&
    !usesThis &&
    !generator &&
    params.every((found) => t.isIdentifier(found) || (t.isObjectPattern(found) && found.properties.every(isSimple)))
  );
}

function bindParameters(path: NodePath<t.Function>, values: readonly t.Expression[]): t.Statement[] {
  return path.node.params.flatMap((parameter, index) => {
    const value = values[index];
    if (t.isIdentifier(parameter)) return bindName(path, parameter.name, value);
    if (!t.isObjectPattern(parameter)) return [];
    if (!t.isObjectExpression(value))
      return [t.variableDeclaration("var", [t.variableDeclarator(parameter, value ?? null)])];
    return parameter.properties.filter(isSimple).flatMap(({ key, value: name }) => {
      const given = value.properties.find(
        (property): property is t.ObjectProperty =>
          t.isObjectProperty(property) && t.isIdentifier(property.key, { name: key.name }),
      );
      return bindName(path, name.name, t.isExpression(given?.value) ? given.value : undefined);
    });
  });
}

/**
 * Renames a parameter to the variable that is passed for it; a parameter that is assigned to, or that gets another
 * expression, becomes a variable.
 */
function bindName(path: NodePath<t.Function>, name: string, value: t.Expression | undefined): t.Statement[] {
  if (t.isIdentifier(value) && path.scope.getBinding(name)?.constant === true) {
    path.scope.rename(name, value.name);
    return [];
  }
  return [t.variableDeclaration("var", [t.variableDeclarator(t.identifier(name), value ?? null)])];
}

/** Wraps each branch of a value by itself, so that each branch's type can be known. */
function wrap(value: t.Expression, native: t.CallExpression, isAwaited: boolean): t.Expression {
  if (t.isConditionalExpression(value)) {
    const { test, consequent, alternate } = value;
    return t.conditionalExpression(test, wrap(consequent, native, isAwaited), wrap(alternate, native, isAwaited));
  }
  if (t.isSequenceExpression(value)) {
    const last = value.expressions.length - 1;
    return t.sequenceExpression(
      value.expressions.map((each, index) => (index === last ? wrap(each, native, isAwaited) : each)),
    );
  }
  const settled = isAwaited && !isRequest(value, native) ? t.awaitExpression(value) : value;
  const rest = native.arguments.slice(1).map((found) => t.cloneNode(found));
  return t.callExpression(t.cloneNode(native.callee), [settled, ...rest]);
}

function isRequest(value: t.Expression, { arguments: [, request] }: t.CallExpression): boolean {
  return t.isIdentifier(value) && t.isIdentifier(request, { name: value.name });
}
