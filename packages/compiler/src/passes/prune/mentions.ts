import { types as t } from "@babel/core";

/** What a piece of a bundle mentions: every name that could be a property's, and every identifier. */
export interface Mentions {
  readonly reads: Set<string>;
  readonly writes: Set<string>;
  readonly identifiers: Set<string>;
}

type Role = "read" | "write" | "both";

export function noMentions(): Mentions {
  return { reads: new Set(), writes: new Set(), identifiers: new Set() };
}

/**
 * Collects what a node mentions. A string that stands in the code counts as a name, since it may become a key.
 *
 * @param skip nodes that are pieces of their own
 */
export function collectMentions(node: t.Node, into: Mentions, skip: ReadonlySet<t.Node>): void {
  visit(node, undefined, "read");

  function visit(at: t.Node, parent: t.Node | undefined, role: Role): void {
    if (skip.has(at)) return;
    if (t.isMemberExpression(at) || t.isOptionalMemberExpression(at)) {
      visit(at.object, at, "read");
      if (!isObjectOf(parent, at) && t.isIdentifier(at.property)) mentionText(at.property.name);
      if (!at.computed && t.isIdentifier(at.property)) mention(at.property.name, role);
      else if (t.isStringLiteral(at.property)) mention(at.property.value, "both");
      else visit(at.property, at, "read");
      return;
    }
    if (t.isAssignmentExpression(at)) {
      visit(at.left, at, at.operator !== "=" || t.isPattern(at.left) ? "both" : "write");
      visit(at.right, at, "read");
      return;
    }
    const inner = roleInside(at, role);
    // Views that the unboxing made; the getters of the SDK make some as well, which nobody sees yet.
    const maker =
      t.isCallExpression(at) && t.isIdentifier(at.callee) ? /^(query|cookies)Of\d*$/.exec(at.callee.name) : null;
    if (maker !== null && !isObjectOf(parent, at) && !t.isReturnStatement(parent)) mentionText(maker[1] ?? "");
    if (t.isIdentifier(at)) into.identifiers.add(at.name);
    else if (t.isStringLiteral(at)) mention(at.value, "both");
    else if (t.isTemplateElement(at)) mention(at.value.cooked ?? "", "both");
    else if (t.isObjectProperty(at) || t.isObjectMethod(at)) {
      // A pattern reads what it names; a literal makes an object of its own.
      if (t.isObjectPattern(parent) && !at.computed) {
        mention(keyName(at.key) ?? "", "both");
        mentionText(keyName(at.key) ?? "");
      }
      if (at.computed) visit(at.key, at, "read");
      for (const key of ["params", "body", "value"] as const) visitAll((at as never)[key], at, inner);
      return;
    }
    for (const key of t.VISITOR_KEYS[at.type] ?? []) visitAll((at as never)[key], at, inner);
  }

  function visitAll(value: unknown, parent: t.Node, role: Role): void {
    if (Array.isArray(value)) for (const item of value) visitAll(item, parent, role);
    else if (typeof value === "object" && value !== null) visit(value as t.Node, parent, role);
  }

  /** Where a query goes out of sight it may be made text, which calls `toString` without a mention. */
  function mentionText(name: string): void {
    if (name === "query" || name === "cookies") into.reads.add("toString");
  }

  function mention(name: string, role: Role): void {
    if (role !== "write") into.reads.add(name);
    if (role !== "read") into.writes.add(name);
  }
}

function isObjectOf(parent: t.Node | undefined, node: t.Node): boolean {
  return t.isMemberExpression(parent) && parent.object === node && !parent.computed;
}

/** What a node does to its parts: a pattern hands on what is done to it. */
function roleInside(node: t.Node, role: Role): Role {
  if (t.isUpdateExpression(node) || t.isForXStatement(node)) return "both";
  return t.isPattern(node) || t.isRestElement(node) || t.isObjectProperty(node) ? role : "read";
}

export function keyName(key: t.Node): string | undefined {
  if (t.isIdentifier(key)) return key.name;
  return t.isStringLiteral(key) ? key.value : undefined;
}
