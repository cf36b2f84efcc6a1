import { type NodePath, parseSync, types as t, traverse } from "@babel/core";
import { secretsModule } from "../bundle/plugin.ts";
import type { MappedCode } from "../lower/lower.ts";
import { type Position, Tracer } from "../lower/trace.ts";

/** A use of `secret()` that survives in a bundle. */
export interface SecretRead {
  /** The names that its argument can have; undefined when they are not constant. */
  readonly parameters: readonly string[] | undefined;
  readonly position: Position | undefined;
}

const mostCalls = 8;

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
          reads.push({ parameters: argumentsOf(reference, 0, 0), position: tracer.trace(start.line, start.column) });
        }
      }
    },
  });
  return reads;
}

/** The constant strings that a function is called with at one place; undefined unless all are constant. */
function argumentsOf(callee: NodePath, place: number, depth: number): string[] | undefined {
  const call = callee.parentPath;
  if (!call?.isCallExpression() || call.node.callee !== callee.node) return undefined;
  const argument = call.get("arguments")[place];
  return argument === undefined ? undefined : constants(argument as NodePath, depth);
}

/** Follows a parameter to the calls of its function: a handler passes `config.parameter` to a helper. */
function constants(value: NodePath, depth: number): string[] | undefined {
  const known = value.evaluate();
  if (known.confident) return typeof known.value === "string" && known.value !== "" ? [known.value] : undefined;
  if (!value.isIdentifier() || depth === mostCalls) return undefined;
  const binding = value.scope.getBinding(value.node.name);
  if (binding?.kind !== "param" || !binding.constant) return undefined;
  const owner = binding.scope.path;
  if (!owner.isFunction()) return undefined;
  const place = owner.node.params.indexOf(binding.identifier);
  const calls = nameOf(owner)?.referencePaths;
  if (place < 0 || calls === undefined || calls.length === 0) return undefined;
  const found = calls.map((call) => argumentsOf(call, place, depth + 1));
  return found.every((names) => names !== undefined) ? found.flatMap((names) => names ?? []) : undefined;
}

function nameOf(owner: NodePath<t.Function>) {
  const name = t.isFunctionDeclaration(owner.node) ? owner.node.id : variableName(owner.parent);
  const binding = name ? owner.parentPath?.scope.getBinding(name.name) : undefined;
  return binding?.constant === true ? binding : undefined;
}

function variableName(parent: t.Node): t.Identifier | undefined {
  return t.isVariableDeclarator(parent) && t.isIdentifier(parent.id) ? parent.id : undefined;
}
