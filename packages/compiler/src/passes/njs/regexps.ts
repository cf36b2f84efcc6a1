import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";
import { type Facts, isGlobalNamed } from "./facts.ts";

/** An escape, a class, a `$` or a dot, so that each is matched as a whole. */
const parts = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?!\\n\)\$|[$.]/gs;

/** Letters that have a meaning in ECMAScript after a backslash; other letters mean themselves. */
const meaningful = /[bBcdDfknrsStuvwWxpP]/;

/** The line ends of ECMAScript; a dot of njs matches all but the first. */
const lineEnds = "\\n\\r\\u2028\\u2029";

/** The white space beyond ASCII, which `\s` of njs does not match. */
const wideSpace = "\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";

/**
 * Writes regular expressions so that the PCRE of njs reads them as ECMAScript does: `$` is the very end, and not also
 * before a last line break; `[^]` is any character and `[]` none; a letter without meaning means itself after a
 * backslash, where PCRE has its own meanings. If the author's code can produce text that a raw request cannot contain,
 * a dot matches no line end, and `\s` matches white space beyond ASCII.
 */
export function lowerRegExps(facts: Facts): Visitor {
  // Facts are found when the program is entered, before any expression is.
  const lowering = (node: t.Node) => new Lowering(facts.hasForeignText && facts.isAuthors(node));
  return {
    RegExpLiteral({ node }) {
      node.pattern = lowering(node).pattern(node.pattern, node.flags);
    },
    NewExpression: (path) => lowerConstruction(path, lowering(path.node)),
    CallExpression: (path) => lowerConstruction(path, lowering(path.node)),
  };
}

/** `new RegExp("…")`, as far as its text is written out. */
function lowerConstruction(path: NodePath<t.NewExpression> | NodePath<t.CallExpression>, lowering: Lowering): void {
  const [pattern, flags] = path.node.arguments;
  if (!isGlobalNamed(path, path.node.callee, "RegExp") || (flags !== undefined && !t.isStringLiteral(flags))) return;
  const lower = (text: string) => lowering.pattern(text, flags?.value ?? "");
  if (t.isStringLiteral(pattern)) {
    // A literal's slash is escaped, and njs shows the source as it was given.
    const lowered = lower(pattern.value).replace(/\\.|\[(?:\\.|[^\]\\])*\]|\//gs, (part) =>
      part === "/" ? "\\/" : part,
    );
    if (lowered !== pattern.value) path.node.arguments[0] = t.inherits(t.stringLiteral(lowered), pattern);
  } else if (pattern !== undefined) lowerPieces(pattern, lower);
}

/** Lowers the texts that a pattern is composed of, each by itself: `"^" + name + "$"`. */
function lowerPieces(node: t.Node, lower: (text: string) => string): void {
  if (t.isBinaryExpression(node, { operator: "+" })) {
    lowerPieces(node.left, lower);
    lowerPieces(node.right, lower);
  } else if (t.isStringLiteral(node)) {
    if (isWhole(node.value)) replaceText(node, lower(node.value));
  } else if (t.isTemplateLiteral(node)) {
    for (const { value } of node.quasis) {
      const text = value.cooked ?? "";
      if (!isWhole(text)) continue;
      value.cooked = lower(text);
      value.raw = value.cooked.replace(/\\|`|\$\{/g, "\\$&");
    }
  }
}

function replaceText(node: t.StringLiteral, text: string): void {
  if (text === node.value) return;
  node.value = text;
  delete node.extra;
}

/** True if a piece of a pattern does not end an escape or a class that another begins. */
function isWhole(text: string): boolean {
  return !/[\\[\]]/.test(text.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, ""));
}

class Lowering {
  readonly #isWide: boolean;

  constructor(isWide: boolean) {
    this.#isWide = isWide;
  }

  pattern(pattern: string, flags: string): string {
    const isMultiline = flags.includes("m");
    const dot = this.#isWide && !flags.includes("s") ? `[^${lineEnds}]` : ".";
    return pattern.replace(parts, (part) => {
      if (part === ".") return dot;
      if (part === "$") return isMultiline ? part : "(?!\\n)$";
      if (part === "[]") return "(?!)";
      if (part === "[^]") return "[\\s\\S]";
      if (part.startsWith("[")) return this.#class(part);
      if (this.#isWide && part === "\\s") return `[${wideSpace}\\s]`;
      return this.#isWide && part === "\\S" ? `[^${wideSpace}\\s]` : lowerEscape(part);
    });
  }

  /** PCRE has classes by name, `[:alpha:]`. */
  #class(text: string): string {
    const [open = "["] = /^\[\^?/.exec(text) ?? [];
    const members = text.slice(open.length).replace(/\\.|\[/gs, (part) => (part === "[" ? "\\[" : lowerEscape(part)));
    const all: readonly string[] = members.slice(0, -1).match(/\\.|[^\\]/gs) ?? [];
    if (!this.#isWide || (all.includes("\\s") && all.includes("\\S"))) return open + members;
    // The wide characters come first, so that a hyphen at the end stays a hyphen.
    if (!all.includes("\\S"))
      return open + members.replace(/\\./gs, (part) => (part === "\\s" ? `${wideSpace}\\s` : part));
    const others = all.filter((part) => part !== "\\S").join("");
    const isNegated = open === "[^";
    const space = `[${isNegated ? "" : "^"}${wideSpace}\\s]`;
    if (others === "") return space;
    return isNegated ? `(?![${others}])${space}` : `(?:${space}|[${others}])`;
  }
}

function lowerEscape(text: string): string {
  // PCRE's \v is any vertical white space.
  if (text === "\\v") return "\\x0b";
  const letter = text[1] ?? "";
  return /^\\[A-Za-z]$/.test(text) && !meaningful.test(letter) ? letter : text;
}
