import { parseSync, types as t } from "@babel/core";

/**
 * Whether code makes promises. Asked of a bundle with the adapter that makes none, so that only the handlers count.
 * What a constant config has ruled out is gone from the bundle, and does not count either.
 */
export function returnsPromise(code: string): boolean {
  if (!/\basync\b|\bPromise\b|\.then\b|\bkvs\b/.test(code)) return false;
  const ast = parseSync(code, { configFile: false, babelrc: false, sourceType: "module" });
  let found = false;
  if (ast !== null) {
    t.traverseFast(ast, (node) => {
      found ||= isPromising(node);
    });
  }
  return found;
}

function isPromising(node: t.Node): boolean {
  if (t.isFunction(node)) return node.async === true;
  if (t.isIdentifier(node)) return node.name === "Promise";
  return t.isMemberExpression(node) && !node.computed && t.isIdentifier(node.property, { name: "then" });
}
