import { type NodePath, types as t } from "@babel/core";

const names = [
  ...[
    "requestOf",
    "responseOf",
    "nativeResponse",
    "headersOf",
    "queryOf",
    "cookiesOf",
    "responseCookiesOf",
    "viewerOf",
  ],
  ...["originOf", "deviceOf", "first", "valuesOf", "pathValue", "queryValue", "fieldValue", "token"],
] as const;

export type SdkName = (typeof names)[number];

const makers: readonly SdkName[] = names.slice(0, 8);

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

  /** @throws CannotUnbox when the bundle has no such function */
  call(name: SdkName, ...values: t.Expression[]): t.CallExpression {
    const bundled = this.#bundled.get(name);
    if (bundled === undefined) throw new CannotUnbox(`no ${name}`);
    return t.callExpression(t.identifier(bundled), values);
  }
}

/** The bundle does with the SDK's objects what only objects can do: it stays as it is. */
export class CannotUnbox extends Error {}
