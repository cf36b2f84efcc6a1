import { type NodePath, types as t, type Visitor } from "@babel/core";

/** An escape, a class or a `$`, so that each is seen as what it is. */
const parts = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?!\\n\)\$|\$/gs;

/** Letters that mean something to ECMAScript behind a backslash; any other stands for itself. */
const meaningful = /[bBcdDfknrsStuvwWxpP]/;

/**
 * Regular expressions as ECMAScript reads them, in words that the PCRE of njs reads alike: `$` is the very end there
 * too, and not also before a last line break; `[^]` is any character and `[]` none; a letter without meaning stands for
 * itself behind a backslash, where PCRE has meanings of its own.
 */
export function lowerRegExps(): Visitor {
  return {
    RegExpLiteral({ node }) {
      node.pattern = lowerPattern(node.pattern, node.flags);
    },
    NewExpression: lowerConstruction,
    CallExpression: lowerConstruction,
  };
}

/** `new RegExp("…")`, as far as its text is written out. */
function lowerConstruction({ node, scope }: NodePath<t.NewExpression> | NodePath<t.CallExpression>): void {
  if (!t.isIdentifier(node.callee, { name: "RegExp" }) || scope.hasBinding("RegExp", true)) return;
  const [pattern, flags] = node.arguments;
  if (!t.isStringLiteral(pattern) || (flags !== undefined && !t.isStringLiteral(flags))) return;
  const lowered = lowerPattern(pattern.value, flags?.value ?? "");
  if (lowered !== pattern.value) node.arguments[0] = t.inherits(t.stringLiteral(lowered), pattern);
}

function lowerPattern(pattern: string, flags: string): string {
  const isMultiline = flags.includes("m");
  return pattern.replace(parts, (part) => {
    if (part === "$") return isMultiline ? part : "(?!\\n)$";
    if (part === "[]") return "(?!)";
    if (part === "[^]") return "[\\s\\S]";
    return part.startsWith("[") ? lowerClass(part) : lowerEscape(part);
  });
}

/** PCRE has classes by name, `[:alpha:]`. */
function lowerClass(text: string): string {
  const [open = "["] = /^\[\^?/.exec(text) ?? [];
  return open + text.slice(open.length).replace(/\\.|\[/gs, (part) => (part === "[" ? "\\[" : lowerEscape(part)));
}

function lowerEscape(text: string): string {
  // PCRE's \v is any vertical white space.
  if (text === "\\v") return "\\x0b";
  const letter = text[1] ?? "";
  return /^\\[A-Za-z]$/.test(text) && !meaningful.test(letter) ? letter : text;
}
