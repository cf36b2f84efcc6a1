import { type NodePath, types as t } from "@babel/core";

const makers = [
  ...(["requestOf", "responseOf", "nativeResponse", "nativeAnswer"] as const),
  ...(["headersOf", "queryOf", "cookiesOf", "responseCookiesOf", "viewerOf"] as const),
] as const;

const names = [
  ...makers,
  ...(["originOf", "deviceOf", "first", "valuesOf", "queryText"] as const),
  ...(["pathValue", "queryValue", "fieldValue", "cookieValue", "locationValue", "token"] as const),
] as const;

export type SdkName = (typeof names)[number];

/** The SDK's own functions in a bundle, by their names in its source: the bundler may have given them others. */
export class SdkFunctions {
  readonly #bundled = new Map<SdkName, string>();
  readonly #program: NodePath<t.Program>;

  constructor(program: NodePath<t.Program>, isOfSdk: (node: t.Node) => boolean) {
    this.#program = program;
    for (const { node } of program.get("body")) {
      if (!t.isFunctionDeclaration(node) || !node.id) continue;
      const original = names.find((name) => new RegExp(`^${name}\\d*$`).test(node.id?.name ?? ""));
      if (original !== undefined && isOfSdk(node)) this.#bundled.set(original, node.id.name);
    }
  }

  nameOf(callee: NodePath<t.Identifier>): SdkName | undefined {
    const binding = callee.scope.getBinding(callee.node.name);
    if (binding?.scope !== this.#program.scope) return undefined;
    return names.find((name) => this.#bundled.get(name) === callee.node.name);
  }

  isOfViews(bundled: string): boolean {
    return makers.some((name) => this.#bundled.get(name) === bundled);
  }

  /** Whether it is one of the functions whose calls the unboxing reads or writes. */
  isOwn(bundled: string): boolean {
    return names.some((name) => this.#bundled.get(name) === bundled);
  }

  isCall(name: SdkName, node: t.Expression): boolean {
    return t.isCallExpression(node) && t.isIdentifier(node.callee, { name: this.#bundled.get(name) ?? "" });
  }

  /** @throws CannotInline when the bundle has no such function */
  call(name: SdkName, ...values: t.Expression[]): t.CallExpression {
    const bundled = this.#bundled.get(name);
    if (bundled === undefined) throw new CannotInline(`no ${name}`);
    return t.callExpression(t.identifier(bundled), values);
  }
}

/** The bundle does with the SDK's objects what only objects can do: it stays as it is. */
export class CannotInline extends Error {}
