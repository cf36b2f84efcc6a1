import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { syntaxDetails } from "@featheredge/aws-rules";
import type { Report } from "./finding.ts";
import { globalName } from "./names.ts";

const allowedFlags: readonly string[] = syntaxDetails.regExpFlags;

/** Refuses flags and groups that came after ES 5.1, named groups aside, in literals and in `RegExp("...")`. */
export function checkRegExps(path: NodePath, report: Report): void {
  const { node } = path;
  if (t.isRegExpLiteral(node)) {
    check(node, node.pattern, node.flags, report);
    return;
  }
  if (!t.isNewExpression(node) && !t.isCallExpression(node)) return;
  if (globalName(path, node.callee) !== "RegExp") return;
  const [pattern, flags] = node.arguments;
  check(node, t.isStringLiteral(pattern) ? pattern.value : "", t.isStringLiteral(flags) ? flags.value : "", report);
}

function check(node: t.Node, pattern: string, flags: string, report: Report): void {
  for (const flag of flags) {
    if (allowedFlags.includes(flag)) continue;
    report(
      node,
      "regexp",
      `The flag ${flag} of a regular expression is not in cloudfront-js-2.0, which takes ${allowedFlags.join(", ")}. Write the expression without it.`,
    );
  }
  // A group's start counts only unescaped and outside a character class.
  const bare = pattern.replace(/\\./gs, "").replace(/\[[^\]]*\]/g, "");
  if (/\(\?<[=!]/.test(bare)) {
    report(
      node,
      "regexp",
      "Lookbehind in a regular expression is not in cloudfront-js-2.0. Match the text before too, and capture what you need.",
    );
  }
  if (/\\u\{|\\p\{/i.test(pattern.replace(/\\\\/g, ""))) {
    report(
      node,
      "regexp",
      "The escape \\u{...} or \\p{...} in a regular expression is not in cloudfront-js-2.0. Write \\uXXXX, or the characters themselves.",
    );
  }
}
