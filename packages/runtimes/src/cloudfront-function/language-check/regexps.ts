import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { advice } from "./advice.ts";
import type { Report } from "./finding.ts";
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
    report(
      node,
      "regexp",
      `The flag ${flag} of a regular expression is not in ${runtime}, which takes ${regExpFlags.join(", ")}. ${advice.regExpFlag}`,
      { stopsLoading },
    );
  }
  // A group's start counts only unescaped and outside a character class.
  const bare = pattern.replace(/\\./gs, "").replace(/\[[^\]]*\]/g, "");
  if (/\(\?<[=!]/.test(bare)) {
    report(node, "regexp", `Lookbehind in a regular expression is not in ${runtime}. ${advice.regExpLookbehind}`);
  }
  if (/\\u\{|\\p\{/i.test(pattern.replace(/\\\\/g, ""))) {
    report(
      node,
      "regexp",
      `The escape \\u{...} or \\p{...} in a regular expression is not in ${runtime}. ${advice.regExpEscape}`,
    );
  }
}

/** Reports what is not a valid expression in ECMAScript before 2025: the runtime's library may read it differently. */
function checkPattern(node: t.Node, pattern: string, report: Report): void {
  const refused = refusedPattern(pattern);
  if (refused === undefined) return;
  const { what, fix, loads } = refused;
  report(node, "regexp", `${what} is not in ${report.language.runtime}. ${fix}`, {
    stopsLoading: t.isRegExpLiteral(node) && !loads,
  });
}

function refusedPattern(pattern: string): { what: string; fix: string; loads: boolean } | undefined {
  const bare = pattern.replace(/\\./gs, "").replace(/\[[^\]]*\]/g, "");
  if (/\(\?(?:[a-z]+(?:-[a-z]*)?|-[a-z]+)[:)]/.test(bare)) {
    const what = "A group of a regular expression that sets flags";
    return { what, fix: advice.regExpFlagGroup, loads: true };
  }
  const names = [...bare.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name);
  if (new Set(names).size < names.length) {
    const what = "A regular expression with two groups of one name";
    return { what, fix: advice.regExpNames, loads: false };
  }
  try {
    new RegExp(pattern);
    return undefined;
  } catch {
    const what = `The invalid regular expression '${pattern}'`;
    return { what, fix: advice.regExpInvalid, loads: false };
  }
}
