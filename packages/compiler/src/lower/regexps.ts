import type { Visitor } from "@babel/core";

const parts = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?!\\n\)\$|\$/g;

/** `$` as JavaScript has it, at the very end: njs's also matches before a line break that ends the text. */
export function lowerRegExps(): Visitor {
  return {
    RegExpLiteral({ node }) {
      if (node.flags.includes("m")) return;
      node.pattern = node.pattern.replace(parts, (part) => (part === "$" ? "(?!\\n)$" : part));
    },
  };
}
