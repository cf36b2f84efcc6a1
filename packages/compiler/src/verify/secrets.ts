import { type NodePath, traverse } from "@babel/core";
import * as t from "@babel/types";
import { secretsModule } from "../bundle/plugin.ts";
import type { Code } from "../source/code.ts";
import type { Position } from "../source/trace.ts";
import { constantsOf } from "./constants.ts";

/** A use of `secret()` that survives in a bundle. */
export interface SecretRead {
  /** The names that its argument can have; undefined when they are not constant. */
  readonly parameters: readonly string[] | undefined;
  readonly position: Position | undefined;
}

/** Every use of the SDK's `secret` in a readable bundle, to which the secrets module is external. */
export function findSecretReads(bundle: Code): SecretRead[] {
  if (!bundle.code.includes(secretsModule)) return [];
  const reads: SecretRead[] = [];
  traverse(bundle.tree, {
    Program(program) {
      for (const { source, specifiers } of program.node.body.filter((node) => t.isImportDeclaration(node))) {
        if (source.value !== secretsModule) continue;
        for (const { local } of specifiers) {
          for (const reference of program.scope.getBinding(local.name)?.referencePaths ?? []) {
            reads.push({ parameters: parametersOf(reference), position: bundle.positionOf(reference.node) });
          }
        }
      }
      // Nothing else is visited.
      program.stop();
    },
  });
  return reads;
}

/** The constant strings that `secret` is called with at one call; undefined unless all are constant. */
function parametersOf(callee: NodePath): string[] | undefined {
  const call = callee.parentPath;
  if (!call?.isCallExpression() || call.node.callee !== callee.node) return undefined;
  const [argument] = call.get("arguments");
  const constants = argument === undefined ? undefined : constantsOf(argument);
  const names = constants?.filter((name): name is string => typeof name === "string" && name !== "");
  return names?.length === constants?.length ? names : undefined;
}
