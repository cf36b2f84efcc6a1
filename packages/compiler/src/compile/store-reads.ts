import { type NodePath, traverse } from "@babel/core";
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
  const readMember = ({ node: { property, computed } }: NodePath<t.MemberExpression | t.OptionalMemberExpression>) => {
    isRead ||= (!computed || t.isStringLiteral(property)) && keyName(property) === "kvs";
  };
  traverse(output.tree, {
    MemberExpression: readMember,
    OptionalMemberExpression: readMember,
    ObjectPattern({ node, scope }) {
      isRead ||= node.properties.some((property) => {
        if (!t.isObjectProperty(property) || property.computed || keyName(property.key) !== "kvs") return false;
        const bound = t.isAssignmentPattern(property.value) ? property.value.left : property.value;
        return !t.isIdentifier(bound) || scope.getBinding(bound.name)?.referenced !== false;
      });
    },
  });
  return isRead;
}
