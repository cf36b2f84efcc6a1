import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { isPlainObject } from "./literal.ts";

/** The value at a key, or undefined (no step) where it is not the config's own data: a method, an inherited name. */
export function take(value: unknown, key: string): { readonly value: unknown } | undefined {
  if (Array.isArray(value)) {
    if (key === "length") return { value: value.length };
    return Object.hasOwn(value, key) ? { value: value[Number(key)] } : undefined;
  }
  if (!isPlainObject(value)) return undefined;
  if (Object.hasOwn(value, key)) return { value: value[key] };
  return key in Object.prototype ? undefined : { value: undefined };
}

export function isPrimitive(value: unknown): boolean {
  return value === null || typeof value !== "object";
}

export function isConstant(declarator: NodePath<t.VariableDeclarator>): boolean {
  const { parent } = declarator;
  return t.isVariableDeclaration(parent) && (parent.kind === "const" || parent.kind === "let");
}

/** The outermost expression with the same value: `!`, `as` and `satisfies` have no effect at run time. */
export function unwrap(path: NodePath<t.Node>): NodePath<t.Node> {
  const parent = path.parentPath;
  const isTypeOnly = parent?.isTSNonNullExpression() || parent?.isTSAsExpression() || parent?.isTSSatisfiesExpression();
  return isTypeOnly && parent !== null && parent !== undefined ? unwrap(parent) : path;
}

/** True for a use that only reads: it is not assigned, updated, deleted, or in a type. */
export function isRead(path: NodePath<t.Node>): boolean {
  const parent = path.parentPath;
  if (parent === null) return false;
  if (parent.isAssignmentExpression()) return parent.get("right") === path;
  if (parent.isUpdateExpression() || parent.isTSTypeQuery()) return false;
  if (parent.isUnaryExpression()) return parent.node.operator !== "delete";
  if (parent.isForXStatement()) return parent.get("left") !== path;
  if (parent.isMemberExpression() && parent.get("object") === path) return !isWrittenThrough(parent);
  return !parent.isAssignmentPattern() || parent.get("right") === path;
}

/** `config.list[i] = x`: a write below the use. */
function isWrittenThrough(path: NodePath<t.Node>): boolean {
  const parent = path.parentPath;
  if (parent?.isMemberExpression() && parent.get("object") === path) return isWrittenThrough(parent);
  return !isRead(path);
}

export function keyOf(property: NodePath<t.ObjectProperty>): string | undefined {
  const { key, computed } = property.node;
  if (!computed && t.isIdentifier(key)) return key.name;
  return t.isStringLiteral(key) ? key.value : undefined;
}

export function memberKey(
  member: NodePath<t.MemberExpression> | NodePath<t.OptionalMemberExpression>,
): string | undefined {
  const { property, computed } = member.node;
  if (!computed) return t.isIdentifier(property) ? property.name : undefined;
  if (t.isStringLiteral(property)) return property.value;
  return t.isNumericLiteral(property) ? String(property.value) : undefined;
}
