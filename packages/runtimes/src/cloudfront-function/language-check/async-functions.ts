import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { pages } from "@featheredge/aws-rules";
import { sharedAcrossAwait } from "./await-closures.ts";
import type { Report } from "./language-diagnostic.ts";

/**
 * Reports data that an async function loses when it awaits: variables that it shares with a function within it, and its
 * rest parameter.
 */
export function checkAsyncFunction(path: NodePath, report: Report): void {
  if (!path.isFunction() || !path.node.async || !report.language.hasAsyncFunctions) return;
  for (const { identifier } of sharedAcrossAwait(path)) {
    report(identifier, "FE-CFF-004", {
      subject: identifier.name,
      message: `'${identifier.name}' is shared by an async function and a function within it, and cloudfront-js-2.0 parts the two at an await.`,
      fix: `Keep it in an object that both read: const shared = { ${identifier.name}: ${identifier.name} }.`,
      page: pages.asyncAwait,
    });
  }
  const rest = path.node.params.at(-1);
  if (!t.isRestElement(rest) || !t.isIdentifier(rest.argument)) return;
  const binding = path.scope.getOwnBinding(rest.argument.name);
  const awaited = firstAwait(path);
  if (binding?.referencePaths.some(({ node }) => (node.start ?? 0) > awaited)) {
    report(rest, "FE-CFF-003", {
      subject: rest.argument.name,
      message: `The rest parameter '${rest.argument.name}' is read after an await, where cloudfront-js-2.0 has lost it.`,
      fix: "Assign it to a const first.",
      page: pages.asyncAwait,
    });
  }
}

/** The offset of a function's first await; beyond the function's end if it does not await. */
function firstAwait(path: NodePath): number {
  let first = Number.POSITIVE_INFINITY;
  path.traverse({
    Function: (inner) => inner.skip(),
    AwaitExpression({ node }) {
      first = Math.min(first, node.start ?? 0);
    },
  });
  return first;
}
