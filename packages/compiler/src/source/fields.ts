import type * as t from "@babel/types";

/** A part of a node, or a list of parts, in which an array literal has null for a hole. */
export type Field = t.Node | (t.Node | null)[] | null | undefined;

/** A node by the keys that `t.VISITOR_KEYS` lists for its type, which lead to its parts. */
export function fieldsOf(node: t.Node): Record<string, Field> {
  return node as unknown as Record<string, Field>;
}
