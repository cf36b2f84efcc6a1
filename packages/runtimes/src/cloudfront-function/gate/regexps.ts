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
  if (!/[uv]/.test(flags)) checkPattern(node, pattern, report);
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

/** What ECMAScript takes for no expression, or takes since 2025 only, the runtime's library may read in its own way. */
function checkPattern(node: t.Node, pattern: string, report: Report): void {
  const what = refusedPattern(pattern);
  if (what !== undefined) report(node, "regexp", `${what} is not in cloudfront-js-2.0. Write it in ES 5.1.`);
}

function refusedPattern(pattern: string): string | undefined {
  const bare = pattern.replace(/\\./gs, "").replace(/\[[^\]]*\]/g, "");
  if (/\(\?(?:[a-z]+(?:-[a-z]*)?|-[a-z]+)[:)]/.test(bare)) return "A group of a regular expression that sets flags";
  const names = [...bare.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name);
  if (new Set(names).size < names.length) return "A regular expression with two groups of one name";
  try {
    new RegExp(pattern);
    return undefined;
  } catch {
    return `The text '${pattern}', which is no regular expression,`;
  }
}
