import { parseSync, traverse } from "@babel/core";
import * as t from "@babel/types";

/** The position of a key in a file. Line and column count from 1. */
interface KeyPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds a key such as `distributions.site.behaviors[0].pathPattern` in the source of an environment: in the object that it
 * exports by default, or in an argument of the call or a variable that makes it. Where only a part of the key is written
 * out, such as `distributions.site`, the position is that part's.
 *
 * @returns undefined when the source does not parse, or shows not even the key's first part
 */
export function locateKey(source: string, key: string): KeyPosition | undefined {
  const parts = key.match(/[^.[\]"]+/g) ?? [];
  const program = parse(source);
  if (program === undefined) return undefined;
  let best: { readonly depth: number; readonly node: t.Node } | undefined;
  traverse(program, {
    ObjectExpression({ node, parent }) {
      // An object within another one is reached from that one.
      if (t.isObjectProperty(parent) || t.isArrayExpression(parent)) return;
      const position = follow(node, parts, 0);
      if (position !== undefined && position.depth > (best?.depth ?? 0)) best = position;
    },
  });
  const start = best?.node.loc?.start;
  return start === undefined ? undefined : { line: start.line, column: start.column + 1 };
}

function parse(source: string): t.File | undefined {
  try {
    const options = { configFile: false, babelrc: false, sourceType: "module", filename: "environment.ts" } as const;
    return parseSync(source, { ...options, parserOpts: { plugins: ["typescript"] } }) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Goes down an object or array as far as the key's parts are written out. */
function follow(
  value: t.Node,
  parts: readonly string[],
  depth: number,
): { readonly depth: number; readonly node: t.Node } | undefined {
  const part = parts[depth];
  if (part === undefined) return undefined;
  if (t.isArrayExpression(value)) {
    const element = value.elements[Number(part)];
    if (!element || t.isSpreadElement(element)) return undefined;
    return follow(element, parts, depth + 1) ?? { depth: depth + 1, node: element };
  }
  if (!t.isObjectExpression(value)) return undefined;
  for (const property of value.properties) {
    if (!t.isObjectProperty(property) || property.computed) continue;
    const name = t.isIdentifier(property.key)
      ? property.key.name
      : t.isStringLiteral(property.key)
        ? property.key.value
        : "";
    if (name === part) return follow(property.value, parts, depth + 1) ?? { depth: depth + 1, node: property.key };
  }
  return undefined;
}
