import { type NodePath, parseSync, traverse } from "@babel/core";
import { secretsModule } from "../bundle/plugin.ts";
import type { MappedCode } from "../source/mapped-code.ts";
import { type Position, Tracer } from "../source/trace.ts";
import { constantsOf } from "./constants.ts";

/** A use of `secret()` that survives in a bundle. */
export interface SecretRead {
  /** The names that its argument can have; undefined when they are not constant. */
  readonly parameters: readonly string[] | undefined;
  readonly position: Position | undefined;
}

/** Every use of the SDK's `secret` in a readable bundle, to which the secrets module is external. */
export function findSecretReads(bundle: MappedCode): SecretRead[] {
  if (!bundle.code.includes(secretsModule)) return [];
  const ast = parseSync(bundle.code, { configFile: false, babelrc: false, sourceType: "module" });
  if (ast === null) return [];
  const tracer = new Tracer(bundle.map);
  const reads: SecretRead[] = [];
  traverse(ast, {
    ImportDeclaration(path) {
      if (path.node.source.value !== secretsModule) return;
      for (const { local } of path.node.specifiers) {
        for (const reference of path.scope.getBinding(local.name)?.referencePaths ?? []) {
          const start = reference.node.loc?.start ?? { line: 1, column: 0 };
          reads.push({ parameters: parametersOf(reference), position: tracer.trace(start.line, start.column) });
        }
      }
    },
  });
  return reads;
}

/** The constant strings that `secret` is called with at one place; undefined unless all are constant. */
function parametersOf(callee: NodePath): string[] | undefined {
  const call = callee.parentPath;
  if (!call?.isCallExpression() || call.node.callee !== callee.node) return undefined;
  const [argument] = call.get("arguments");
  const found = argument === undefined ? undefined : constantsOf(argument as NodePath);
  const names = found?.filter((name): name is string => typeof name === "string" && name !== "");
  return names?.length === found?.length ? names : undefined;
}
