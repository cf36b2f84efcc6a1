import * as t from "@babel/types";
import { views } from "@featheredge/edge-sdk/views";
import { type Field, fieldsOf } from "../../source/fields.ts";

/** The names in a piece of a program: every one that could be a property's, and every identifier. */
export interface Mentions {
  readonly reads: Set<string>;
  readonly writes: Set<string>;
  readonly identifiers: Set<string>;
}

type Role = "read" | "write" | "both";

/** Properties whose views can be made text. */
const textParts: ReadonlySet<string> = new Set(
  Object.values(views).flatMap(({ parts }) =>
    Object.entries(parts).flatMap(([name, view]) => (isText(views[view]) ? [name] : [])),
  ),
);

/** True for views with their own `toString`. */
export function isText({ methods }: { readonly methods: object }): boolean {
  return Object.hasOwn(methods, "toString");
}

export function noMentions(): Mentions {
  return { reads: new Set(), writes: new Set(), identifiers: new Set() };
}

/**
 * Collects the names in a node. A string counts as a name, since it may become a key.
 *
 * @param skip nodes that are collected by themselves
 * @param textMakers names of the functions that make views which can be made text
 */
export function collectMentions(
  node: t.Node,
  into: Mentions,
  skip: ReadonlySet<t.Node>,
  textMakers: ReadonlySet<string>,
): void {
  walk(node, undefined, "read");

  function walk(at: t.Node, parent: t.Node | undefined, role: Role): void {
    if (skip.has(at)) return;
    if (t.isMemberExpression(at) || t.isOptionalMemberExpression(at)) {
      walk(at.object, at, "read");
      if (!isObjectOf(parent, at) && t.isIdentifier(at.property)) mentionText(at.property.name);
      if (!at.computed && t.isIdentifier(at.property)) mention(at.property.name, role);
      else if (t.isStringLiteral(at.property)) mention(at.property.value, "both");
      else walk(at.property, at, "read");
      return;
    }
    if (t.isAssignmentExpression(at)) {
      walk(at.left, at, at.operator !== "=" || t.isPattern(at.left) ? "both" : "write");
      walk(at.right, at, "read");
      return;
    }
    const inner = roleInside(at, role);
    const fields = fieldsOf(at);
    // The inlining of views makes these where code can't be followed; the SDK's getters, which return them, don't count.
    const isMade = t.isCallExpression(at) && t.isIdentifier(at.callee) && textMakers.has(at.callee.name);
    if (isMade && !isObjectOf(parent, at) && !t.isReturnStatement(parent)) into.reads.add("toString");
    if (t.isIdentifier(at)) into.identifiers.add(at.name);
    else if (t.isStringLiteral(at)) mention(at.value, "both");
    else if (t.isTemplateElement(at)) mention(at.value.cooked ?? "", "both");
    else if (t.isObjectProperty(at) || t.isObjectMethod(at)) {
      // A pattern reads the properties that it names; a literal makes a new object.
      if (t.isObjectPattern(parent) && !at.computed) {
        mention(keyName(at.key) ?? "", "both");
        mentionText(keyName(at.key) ?? "");
      }
      if (at.computed) walk(at.key, at, "read");
      for (const key of ["params", "body", "value"] as const) walkAll(fields[key], at, inner);
      return;
    }
    for (const key of t.VISITOR_KEYS[at.type] ?? []) walkAll(fields[key], at, inner);
  }

  function walkAll(value: Field, parent: t.Node, role: Role): void {
    for (const item of Array.isArray(value) ? value : [value]) if (item) walk(item, parent, role);
  }

  /** A view that code gets as a whole may be made text, which calls `toString` without a mention. */
  function mentionText(name: string): void {
    if (textParts.has(name)) into.reads.add("toString");
  }

  function mention(name: string, role: Role): void {
    if (role !== "write") into.reads.add(name);
    if (role !== "read") into.writes.add(name);
  }
}

function isObjectOf(parent: t.Node | undefined, node: t.Node): boolean {
  return t.isMemberExpression(parent) && parent.object === node && !parent.computed;
}

/** The role of a node's parts: those of a pattern have the pattern's. */
function roleInside(node: t.Node, role: Role): Role {
  if (t.isUpdateExpression(node) || t.isForXStatement(node)) return "both";
  return t.isPattern(node) || t.isRestElement(node) || t.isObjectProperty(node) ? role : "read";
}

export function keyName(key: t.Node): string | undefined {
  if (t.isIdentifier(key)) return key.name;
  return t.isStringLiteral(key) ? key.value : undefined;
}
