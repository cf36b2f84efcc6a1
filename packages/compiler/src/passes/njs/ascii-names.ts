import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";

/** Writes `o.ñ` as `o["ñ"]`, since njs accepts ASCII names only. The minifier renames variables anyway. */
export function lowerNames(): Visitor {
  return {
    MemberExpression({ node }) {
      if (node.computed || !t.isIdentifier(node.property) || isAscii(node.property.name)) return;
      node.computed = true;
      node.property = t.inherits(t.stringLiteral(node.property.name), node.property);
    },
    ObjectProperty: lowerKey,
    ObjectMethod: lowerKey,
  };
}

function lowerKey({ node }: NodePath<t.ObjectProperty> | NodePath<t.ObjectMethod>): void {
  if (node.computed || !t.isIdentifier(node.key) || isAscii(node.key.name)) return;
  node.key = t.inherits(t.stringLiteral(node.key.name), node.key);
  if (t.isObjectProperty(node)) node.shorthand = false;
}

function isAscii(name: string): boolean {
  return /^[\w$]+$/.test(name);
}
