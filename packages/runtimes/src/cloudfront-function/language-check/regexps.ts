import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import type { RuleId } from "@featheredge/diagnostics";
import { absent, type Report } from "./language-diagnostic.ts";
import { globalName } from "./names.ts";

/** Reports flags and groups that came after ES 5.1, named groups aside, in literals and in `RegExp("...")`. */
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
  const { regExpFlags, runtime } = report.language;
  // A literal is compiled when the function is loaded, `RegExp("...")` when it is reached.
  const stopsLoading = t.isRegExpLiteral(node);
  if (!/[uv]/.test(flags)) checkPattern(node, pattern, report);
  for (const flag of flags) {
    if (regExpFlags.includes(flag)) continue;
    const name = `the flag ${flag} of a regular expression`;
    report(node, "FE-CFF-015", {
      message: `The flag ${flag} of a regular expression is not in ${runtime}, which takes ${regExpFlags.join(", ")}.`,
      fix: "Write the expression without it.",
      stopsLoading,
      absent: { name, isGlobal: false },
    });
  }
  // A group's start counts only unescaped and outside a character class.
  const bare = pattern.replace(/\\./gs, "").replace(/\[[^\]]*\]/g, "");
  if (/\(\?<[=!]/.test(bare)) {
    const fix = "Match the text before too, and capture what you need.";
    report(node, "FE-CFF-018", absent("lookbehind in a regular expression", runtime, fix));
  }
  if (/\\u\{|\\p\{/i.test(pattern.replace(/\\\\/g, ""))) {
    const fix = "Write \\uXXXX, or the characters themselves.";
    report(node, "FE-CFF-014", absent("the escape \\u{...} or \\p{...} in a regular expression", runtime, fix));
  }
}

/** Reports what is not a valid expression in ECMAScript before 2025: the runtime's library may read it differently. */
function checkPattern(node: t.Node, pattern: string, report: Report): void {
  const refused = refusedPattern(pattern);
  if (refused === undefined) return;
  const { rule, what, fix, loads } = refused;
  report(node, rule, {
    ...absent(what, report.language.runtime, fix),
    stopsLoading: t.isRegExpLiteral(node) && !loads,
  });
}

function refusedPattern(pattern: string): { rule: RuleId; what: string; fix: string; loads: boolean } | undefined {
  const bare = pattern.replace(/\\./gs, "").replace(/\[[^\]]*\]/g, "");
  if (/\(\?(?:[a-z]+(?:-[a-z]*)?|-[a-z]+)[:)]/.test(bare)) {
    const what = "a group of a regular expression that sets flags";
    return { rule: "FE-CFF-016", what, fix: "Set the flag for the whole expression.", loads: true };
  }
  const names = [...bare.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name);
  if (new Set(names).size < names.length) {
    const what = "a regular expression with two groups of one name";
    return { rule: "FE-CFF-019", what, fix: "Give each group its own name.", loads: false };
  }
  try {
    new RegExp(pattern);
    return undefined;
  } catch {
    const what = `the invalid regular expression '${pattern}'`;
    const fix = "Escape what it must match literally with a backslash.";
    return { rule: "FE-CFF-017", what, fix, loads: false };
  }
}
