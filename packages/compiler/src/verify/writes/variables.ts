import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { constantKey } from "../constants.ts";
import { nameOf } from "./subjects.ts";

/** An environment variable that a source reads or sets. */
export interface VariableRead {
  readonly kind: "variable";
  readonly name: string;
  readonly isSet: boolean;
  /** True if it is only tested, or has another value where it is undefined. */
  readonly hasFallback: boolean;
}

type Env = NodePath<t.MemberExpression | t.OptionalMemberExpression>;

/** The environment variables that are read by an identifier: the global `process`, or an import of `node:process`. */
export function variableRead(path: NodePath<t.Identifier>): readonly VariableRead[] {
  return environmentsOf(path).flatMap((use) => {
    const { parentPath: parent } = use;
    if (isMemberPath(parent)) return use.key === "object" ? named(parent) : [];
    return parent?.isVariableDeclarator() ? destructured(parent.node.id) : [];
  });
}

/** The expressions that are `process.env` because of an identifier. */
function environmentsOf(path: NodePath<t.Identifier>): readonly NodePath[] {
  if (importedFrom(path) === "env") return path.isReferencedIdentifier() ? [path] : [];
  if (!isProcess(path)) return [];
  const { parentPath: parent } = path;
  if (isMemberPath(parent)) return path.key === "object" && constantKey(parent) === "env" ? usesOf(parent) : [];
  const env = parent?.isVariableDeclarator() && path.key === "init" ? envIn(parent.node.id) : undefined;
  return env === undefined ? [] : (path.scope.getBinding(env)?.referencePaths ?? []);
}

function isProcess(path: NodePath<t.Identifier>): boolean {
  if (path.node.name === "process" && !path.scope.hasBinding("process")) return path.isReferencedIdentifier();
  return importedFrom(path) === "default";
}

/** The export of the module `process` that an identifier imports. */
function importedFrom({ scope, node }: NodePath<t.Identifier>): string | undefined {
  const imported = scope.getBinding(node.name)?.path;
  if (!t.isImportDeclaration(imported?.parent) || !/^(?:node:)?process$/.test(imported.parent.source.value))
    return undefined;
  return t.isImportSpecifier(imported.node) ? nameOf(imported.node.imported) : "default";
}

/** The name that `const { env } = process` gives to the environment. */
function envIn(pattern: t.Node): string | undefined {
  if (!t.isObjectPattern(pattern)) return undefined;
  const environmentProperty = pattern.properties.find((one) => t.isObjectProperty(one) && nameOf(one.key) === "env");
  return t.isObjectProperty(environmentProperty) && t.isIdentifier(environmentProperty.value)
    ? environmentProperty.value.name
    : undefined;
}

function isMemberPath(path: NodePath | null): path is Env {
  return path?.isMemberExpression() === true || path?.isOptionalMemberExpression() === true;
}

/** `process.env` itself, or the uses of a variable that holds it. */
function usesOf(env: Env): readonly NodePath[] {
  const { parent, key, scope } = env;
  if (!t.isVariableDeclarator(parent) || key !== "init" || !t.isIdentifier(parent.id)) return [env];
  return scope.getBinding(parent.id.name)?.referencePaths ?? [];
}

function named(member: Env): VariableRead[] {
  const name = constantKey(member);
  if (name === undefined) return [];
  const isSet = member.key === "left" && t.isAssignmentExpression(member.parent);
  return [{ kind: "variable", name, isSet, hasFallback: hasFallback(member) }];
}

function destructured(pattern: t.Node): VariableRead[] {
  if (!t.isObjectPattern(pattern)) return [];
  return pattern.properties.flatMap((property) => {
    const name = t.isObjectProperty(property) && !property.computed ? nameOf(property.key) : undefined;
    if (name === undefined || !t.isObjectProperty(property)) return [];
    return [{ kind: "variable" as const, name, isSet: false, hasFallback: t.isAssignmentPattern(property.value) }];
  });
}

function hasFallback({ parent, key, parentPath }: NodePath): boolean {
  if (t.isLogicalExpression(parent)) return key === "left" || (parentPath !== null && hasFallback(parentPath));
  if (t.isUnaryExpression(parent)) return ["!", "typeof", "void", "delete"].includes(parent.operator);
  if (t.isBinaryExpression(parent)) return /^[!=]==?$/.test(parent.operator);
  return key === "test" || t.isExpressionStatement(parent);
}
