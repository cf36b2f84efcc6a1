import { type NodePath, template } from "@babel/core";
import * as t from "@babel/types";
import { findDeclaringCall, follow } from "../load/handler-file.ts";
import { rewriteSource } from "../source/babel.ts";
import { take } from "./config-paths.ts";
import { type ConfigUse, collectConfigUses } from "./config-uses.ts";
import { DynamicConstant } from "./dynamic-constant.ts";
import { dynamicImport, isPlainObject, toLiteral } from "./literal.ts";

export interface InlinedHandler {
  /** TypeScript with a source map to the author's file at its end. */
  readonly code: string;
  /** True if the handler still reads its config from its context, so that the chain must pass it on. */
  readonly readsConfig: boolean;
}

/**
 * Makes a handler's config constant in its source: a path that ends in a primitive becomes the literal, any other a
 * module constant. The bundler then drops the branches and imports that this config never reaches. The module's
 * export becomes the handler's function, out of the SDK's call.
 *
 * @param source TypeScript whose default export is a portable handler; @param name of its file
 * @throws SyntaxError of Babel when the source does not parse
 */
export function inlineConfig(source: string, name: string, config: unknown): InlinedHandler {
  let readsConfig = true;
  const code = rewriteSource(source, name, {
    Program(program) {
      readsConfig = inlineInProgram(program, config);
      // Nothing else is visited.
      program.stop();
    },
  });
  return { code, readsConfig };
}

/** Returns whether the handler still reads its config from its context. */
function inlineInProgram(program: NodePath<t.Program>, config: unknown): boolean {
  const call = findDeclaringCall(program);
  const argument = call?.path.get("arguments")[0];
  const handle = argument === undefined ? undefined : follow(argument);
  // `readHandlerFile` has already read the call; the entry calls the function itself.
  if (argument !== undefined) call?.path.replaceWith(argument.node);
  if (handle === undefined || !handle.isFunction()) return true;
  const { uses, bindings, escapes } = collectConfigUses(handle, config);
  for (const use of uses) if (use.isPrimitive) replace(use, primitive(use.value));
  if (escapes) return true;
  const wholes = uses.filter((use) => !use.isPrimitive);
  hoist(program, wholes, config);
  for (const binding of bindings) binding.remove();
  const context = handle.node.params[1];
  if (t.isObjectPattern(context) && context.properties.length === 0) handle.node.params.length = 1;
  return false;
}

/** Without Babel's placeholders, which would include a country such as "ES". */
const verbatim = {
  placeholderPattern: false,
  syntacticPlaceholders: false,
  preserveComments: true,
  sourceType: "module",
} as const;

/** One module constant for each outermost path that is read as a whole; inner paths are read from it. */
function hoist(program: NodePath<t.Program>, uses: readonly ConfigUse[], config: unknown): void {
  const paths = [...new Map(uses.map((use) => [JSON.stringify(use.path), use.path])).values()];
  const outermost = paths.filter((path) => !paths.some((other) => other !== path && isPrefix(other, path)));
  for (const root of outermost) {
    const id = program.scope.generateUidIdentifier(["config", ...root].join("_"));
    for (const use of uses) {
      if (isPrefix(root, use.path)) replace(use, memberAt(id, use.path.slice(root.length)));
    }
    const declaration = t.variableDeclaration("const", [t.variableDeclarator(id, literalNode(valueAt(config, root)))]);
    program.unshiftContainer("body", declaration);
  }
  if (outermost.some((path) => hasDynamic(valueAt(config, path)))) {
    program.unshiftContainer("body", template.statement(dynamicImport, verbatim)());
  }
}

function hasDynamic(value: unknown): boolean {
  if (value instanceof DynamicConstant) return true;
  return isPlainObject(value) && Object.values(value).some(hasDynamic);
}

function replace(use: ConfigUse, node: t.Expression): void {
  t.inherits(node, use.node.node);
  use.node.replaceWith(node);
}

function primitive(value: unknown): t.Expression {
  return value === undefined ? t.unaryExpression("void", t.numericLiteral(0)) : t.valueToNode(value);
}

function literalNode(value: unknown): t.Expression {
  const literal = toLiteral(value);
  return "what" in literal ? t.nullLiteral() : template.expression(literal.code, verbatim)();
}

function memberAt(root: t.Identifier, path: readonly string[]): t.Expression {
  let node: t.Expression = t.cloneNode(root);
  for (const key of path) {
    const isName = t.isValidIdentifier(key, false);
    node = t.memberExpression(node, isName ? t.identifier(key) : t.stringLiteral(key), !isName);
  }
  return node;
}

function isPrefix(prefix: readonly string[], path: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((key, index) => key === path[index]);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((at, key) => take(at, key)?.value, value);
}
