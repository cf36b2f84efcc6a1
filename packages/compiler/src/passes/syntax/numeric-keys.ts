import * as t from "@babel/types";

type Member = t.ObjectExpression["properties"][number];

/**
 * A literal's members as they will be listed: integer keys in ascending order before all others. ECMAScript lists them
 * so wherever they are written; njs lists them as they were written.
 *
 * @param members neither computed nor spread
 * @returns the same members if evaluating a value could show the order
 */
export function numericKeysFirst(members: readonly Member[]): Member[] {
  const order = (member: Member) => integerKey(member) ?? Number.POSITIVE_INFINITY;
  const sorted = members.toSorted((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)));
  const isSorted = sorted.every((member, index) => member === members[index]);
  return isSorted || !members.every(isStill) ? [...members] : sorted;
}

/** @see https://tc39.es/ecma262/#array-index */
function integerKey(member: Member): number | undefined {
  if (t.isSpreadElement(member)) return undefined;
  const { key } = member;
  const text = t.isNumericLiteral(key) ? String(key.value) : t.isStringLiteral(key) ? key.value : "";
  return /^(0|[1-9]\d{0,9})$/.test(text) && Number(text) < 2 ** 32 - 1 ? Number(text) : undefined;
}

/** True if its value can be evaluated earlier or later without a difference. */
function isStill(member: Member): boolean {
  return t.isObjectMethod(member) || (t.isObjectProperty(member) && isStillValue(member.value));
}

function isStillValue(node: t.Node | null): boolean {
  if (node === null) return true;
  if (t.isTemplateLiteral(node)) return node.expressions.length === 0;
  if (t.isLiteral(node) || t.isIdentifier(node) || t.isFunction(node)) return true;
  if (t.isUnaryExpression(node)) return t.isLiteral(node.argument) && isStillValue(node.argument);
  if (t.isArrayExpression(node)) return node.elements.every(isStillValue);
  return t.isObjectExpression(node) && node.properties.every(isStill);
}
