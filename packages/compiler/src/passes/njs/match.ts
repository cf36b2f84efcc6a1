import type { Visitor } from "@babel/core";
import * as t from "@babel/types";
import type { Helpers } from "../helpers.ts";

/** `text.match(/x/g)` is null where nothing matches; njs gives an empty array, which no other match gives. */
export function lowerMatch(helpers: Helpers): Visitor {
  return {
    CallExpression: {
      exit(path) {
        const { callee, arguments: args } = path.node;
        const [expression] = args;
        if (!t.isMemberExpression(callee) || !t.isIdentifier(callee.property, { name: "match" })) return;
        if (callee.computed || args.length !== 1 || isWithoutG(expression)) return;
        path.replaceWith(helpers.orNull(path, path.node));
        path.skip();
      },
    },
  };
}

function isWithoutG(node: t.Node | undefined): boolean {
  return t.isStringLiteral(node) || (t.isRegExpLiteral(node) && !node.flags.includes("g"));
}
