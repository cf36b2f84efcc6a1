import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { type SdkFunction, sdkFunctions, views } from "@featheredge/edge-sdk/views";
import { sdkDirectory } from "../bundle/plugin.ts";
import type { Module } from "./pass.ts";

/** The SDK's own functions in a program: the bundler may have given them other names. */
export class SdkFunctions {
  readonly #bundled: ReadonlyMap<SdkFunction, string>;
  readonly #program: NodePath<t.Program>;

  /** @param module whose code the program is of */
  constructor(program: NodePath<t.Program>, module: Pick<Module, "code" | "files">) {
    this.#program = program;
    this.#bundled = findSdkFunctions(program.node, module);
  }

  nameOf(callee: NodePath<t.Identifier>): SdkFunction | undefined {
    const binding = callee.scope.getBinding(callee.node.name);
    if (binding?.scope !== this.#program.scope) return undefined;
    return sdkFunctions.find((name) => this.#bundled.get(name) === callee.node.name);
  }

  /** True for the functions that make views, or undo them. */
  isOfViews(bundled: string): boolean {
    return makers.some((name) => this.#bundled.get(name) === bundled);
  }

  /** True for the functions whose calls the inlining of views reads or writes. */
  isOwn(bundled: string): boolean {
    return sdkFunctions.some((name) => this.#bundled.get(name) === bundled);
  }

  isCall(name: SdkFunction, node: t.Expression): boolean {
    return t.isCallExpression(node) && t.isIdentifier(node.callee, { name: this.#bundled.get(name) ?? "" });
  }

  /** @throws CannotInline when the program has no such function */
  call(name: SdkFunction, ...values: t.Expression[]): t.CallExpression {
    const bundled = this.#bundled.get(name);
    if (bundled === undefined) throw new CannotInline(`no ${name}`);
    return t.callExpression(t.identifier(bundled), values);
  }
}

const makers: readonly SdkFunction[] = [
  "nativeResponse",
  "nativeAnswer",
  ...Object.values(views).map(({ maker }) => maker),
];

export function isSdkFunction(name: string): name is SdkFunction {
  return sdkFunctions.some((each) => each === name);
}

/** The names that the SDK's functions have in a program. */
export function findSdkFunctions(
  { body }: t.Program,
  module: Pick<Module, "code" | "files">,
): ReadonlyMap<SdkFunction, string> {
  return new Map(
    body.flatMap((node): [SdkFunction, string][] => {
      if (!t.isFunctionDeclaration(node) || !node.id) return [];
      const declared = declaredName(node.id, module);
      return declared !== undefined && isSdkFunction(declared) ? [[declared, node.id.name]] : [];
    }),
  );
}

/** The name by which the SDK's source declares a function; undefined for functions of others. */
function declaredName(id: t.Identifier, { code, files }: Pick<Module, "code" | "files">): string | undefined {
  const position = code.positionOf(id);
  if (position === undefined || !files.absolute(position.file).startsWith(sdkDirectory)) return undefined;
  const line = files.get(files.absolute(position.file))?.text.split("\n")[position.line - 1] ?? "";
  return /^[\w$]+/.exec(line.slice(position.column - 1))?.[0];
}

/** Thrown when a program does something with the SDK's views that only objects can do, so that it stays as it is. */
export class CannotInline extends Error {}
