import { traverse } from "@babel/core";
import * as t from "@babel/types";
import type { Bundle } from "../bundle/bundle.ts";
import { dynamicFile, sdkDirectory } from "../bundle/plugin.ts";
import { keyName } from "../passes/prune/mentions.ts";
import type { SourceFiles } from "../source/source-files.ts";

/**
 * True if a bundle reads its KeyValueStore: by a dynamic field of a config, or by `kvs` of a handler's context or of
 * CloudFront's own module. Code that a constant config rules out is gone from the bundle and does not count, nor does
 * a `kvs` that is taken out of the context for nothing then.
 */
export function readsStore({ output, shipped }: Pick<Bundle, "output" | "shipped">, files: SourceFiles): boolean {
  const sources = shipped.map(({ file }) => files.absolute(file));
  if (sources.includes(dynamicFile)) return true;
  const isMentioned = sources.some(
    (file) => !file.startsWith(sdkDirectory) && /\bkvs\b/.test(files.get(file)?.text ?? ""),
  );
  if (!isMentioned) return false;
  let isRead = false;
  let isBound = false;
  t.traverseFast(output.tree, (node) => {
    if (t.isMemberExpression(node) || t.isOptionalMemberExpression(node)) {
      isRead ||= (!node.computed || t.isStringLiteral(node.property)) && keyName(node.property) === "kvs";
    } else if (t.isObjectPattern(node)) isBound ||= node.properties.some(bindsStore);
  });
  // Only a pattern needs the scopes, which take longer to find.
  return isRead || (isBound && usesBoundStore(output.tree));
}

function bindsStore(property: t.Node): property is t.ObjectProperty {
  return t.isObjectProperty(property) && !property.computed && keyName(property.key) === "kvs";
}

function usesBoundStore(tree: t.File): boolean {
  let isUsed = false;
  traverse(tree, {
    ObjectPattern({ node, scope }) {
      isUsed ||= node.properties.filter(bindsStore).some(({ value }) => {
        const bound = t.isAssignmentPattern(value) ? value.left : value;
        return !t.isIdentifier(bound) || scope.getBinding(bound.name)?.referenced !== false;
      });
    },
  });
  return isUsed;
}
