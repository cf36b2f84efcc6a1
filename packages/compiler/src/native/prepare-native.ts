import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { languageModules } from "@featheredge/aws-rules";
import { rewriteSource } from "../source/babel.ts";
import type { NativeHandler } from "./native-handler.ts";

/**
 * Makes a native handler's source a module that the entry can import, by exporting the handler if it is not exported.
 * For CloudFront Functions, `require` of the runtime's modules, as AWS's older samples write it, becomes `import`.
 *
 * @param name of its file
 */
export function prepareNative(source: string, name: string, { runtime, form }: NativeHandler): string {
  const isLight = runtime === "cloudfront-function";
  return rewriteSource(source, name, {
    VariableDeclarator(path) {
      if (isLight) importInstead(path);
    },
    CallExpression(path) {
      if (isLight) importForCall(path);
    },
    Program: {
      exit(program) {
        if (form !== "declaration" && form !== "binding") return;
        const handler = t.identifier("handler");
        program.pushContainer("body", t.exportNamedDeclaration(null, [t.exportSpecifier(handler, handler)]));
      },
    },
  });
}

function importInstead(path: NodePath<t.VariableDeclarator>): void {
  const { init, id } = path.node;
  if (!t.isCallExpression(init) || !t.isIdentifier(init.callee, { name: "require" })) return;
  const [module] = init.arguments;
  if (!t.isStringLiteral(module) || !isModule(module.value)) return;
  const name = t.isIdentifier(id) ? id : path.scope.generateUidIdentifier(module.value);
  addImport(path, name, module);
  if (t.isIdentifier(id)) path.remove();
  else path.get("init").replaceWith(t.cloneNode(name));
}

/** `require('crypto').createHash(…)`, and other calls that no variable holds. */
function importForCall(path: NodePath<t.CallExpression>): void {
  const [module] = path.node.arguments;
  if (!t.isIdentifier(path.node.callee, { name: "require" }) || path.scope.hasBinding("require", true)) return;
  if (!t.isStringLiteral(module) || !isModule(module.value)) return;
  const name = path.scope.generateUidIdentifier(module.value);
  addImport(path, name, t.cloneNode(module));
  path.replaceWith(t.cloneNode(name));
}

function addImport({ scope }: NodePath, name: t.Identifier, module: t.StringLiteral): void {
  const { path: program } = scope.getProgramParent();
  if (!program.isProgram()) return;
  program.unshiftContainer("body", t.importDeclaration([t.importDefaultSpecifier(name)], module));
}

function isModule(name: string): boolean {
  return Object.keys(languageModules).includes(name);
}
