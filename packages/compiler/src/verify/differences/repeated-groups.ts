import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { isGlobalNamed } from "../../passes/njs/facts.ts";
import { ignoresCaptures } from "./captures.ts";
import type { ReportDifference } from "./report-difference.ts";

/** An open group: whether it captures, and what is in it. */
interface Group {
  readonly captures: boolean;
  /** A capture in it need not take part in each match of it. */
  holdsOptional: boolean;
  holdsCapture: boolean;
  hasAlternatives: boolean;
}

const tokens = /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<[^=!>][^>]*>|<?[=!]|:))?|\)(?:[*+?]|\{\d*,?\d*\})?|\|/gs;

/**
 * Reports groups such as that of `/(?:(a)|b)*\/`: where a group takes part in one round of a repetition and not in the
 * next, ECMAScript clears its text; the PCRE of njs keeps it.
 */
export function checkRepeatedGroups(path: NodePath, report: ReportDifference): void {
  const { node } = path;
  const { pattern, flags } = t.isRegExpLiteral(node) ? node : patternOf(path);
  if (pattern === undefined || !keepsCaptures(pattern) || ignoresCaptures(path, pattern, flags)) return;
  report(
    node,
    "FE-CFF-101",
    "a regular expression with a group that not every round of a repetition takes part in",
    "Write (?: for a group whose text is not read; else match one round at a time, with the flag g in a loop.",
  );
}

function patternOf(path: NodePath): { readonly pattern: string | undefined; readonly flags: string } {
  const { node } = path;
  const isRegExp = (t.isNewExpression(node) || t.isCallExpression(node)) && isGlobalNamed(path, node.callee, "RegExp");
  const [pattern, flags] = isRegExp ? node.arguments : [];
  return {
    pattern: t.isStringLiteral(pattern) ? pattern.value : undefined,
    flags: t.isStringLiteral(flags) ? flags.value : "",
  };
}

function keepsCaptures(pattern: string): boolean {
  const open: Group[] = [];
  for (const [token] of pattern.matchAll(tokens)) {
    const [group] = open.slice(-1);
    if (token.startsWith("(")) {
      const captures = token === "(" || /^\(\?<[^=!]/.test(token);
      open.push({ captures, holdsOptional: false, holdsCapture: false, hasAlternatives: false });
    } else if (token === "|") {
      if (group !== undefined) group.hasAlternatives = true;
    } else if (token.startsWith(")") && group !== undefined) {
      open.pop();
      if (isClosedBadly(group, token.slice(1), open.at(-1))) return true;
    }
  }
  return false;
}

/** Passes a group's properties on to the group around it; true if it repeats a capture that a round may skip. */
function isClosedBadly(group: Group, quantifier: string, outer: Group | undefined): boolean {
  const mayStayOut = group.holdsOptional || (group.hasAlternatives && group.holdsCapture);
  if (/^(?:[*+]|\{(?:\d+,|\d*,?(?:[2-9]|\d\d+)\}))/.test(quantifier) && mayStayOut) return true;
  if (outer === undefined) return false;
  const captures = group.captures || group.holdsCapture;
  outer.holdsCapture ||= captures;
  outer.holdsOptional ||= mayStayOut || (captures && /^(?:[*?]|\{0?,)/.test(quantifier));
  return false;
}
