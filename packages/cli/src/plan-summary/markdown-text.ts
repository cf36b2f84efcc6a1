import { visible } from "./wording.ts";

/**
 * An untrusted text as a code span: in one, GitHub interprets neither Markdown nor HTML, mentions or references.
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 */
export function codeSpan(text: string): string {
  const line = visible(text).replace(/\s+/g, " ");
  const fence = "`".repeat(longestRun(line, "`") + 1);
  // A space on both sides is stripped; it keeps backticks at the ends apart from the fence.
  const padding = /^[` ]|[` ]$/.test(line) || line === "" ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** An untrusted text as HTML code, for a `<summary>`, in which Markdown is not interpreted. */
export function htmlCode(text: string): string {
  return `<code>${escapeHtml(visible(text).replace(/\s+/g, " "))}</code>`;
}

/**
 * An untrusted sentence as plain text: characters that mean something in Markdown are escaped, and a word joiner keeps
 * GitHub from making mentions and links.
 */
export function plainText(text: string): string {
  return escapeHtml(visible(text).replace(/\s+/g, " "))
    .replace(/[\\`*_{}[\]|~]|#(?=\d)/g, (character) => `\\${character}`)
    .replace(/(^|\W)@(?=\w)|:(?=\/\/)|\bwww(?=\.)/gi, (match) => `${match}\u2060`);
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
}

/** The fence of a code block with these lines: longer than any run of backticks in them. */
export function fenceFor(lines: readonly string[]): string {
  return "`".repeat(Math.max(3, ...lines.map((line) => longestRun(line, "`") + 1)));
}

function longestRun(text: string, character: string): number {
  return Math.max(0, ...text.split(new RegExp(`[^${character}]`)).map((run) => run.length));
}

/**
 * The length of a text for GitHub's limit. GitHub's error counts characters, and a character that JavaScript counts as two
 * may be one there; the larger number is always within the limit.
 */
export function lengthOnGitHub(text: string): number {
  return text.length;
}
