import { fenceFor, lengthOnGitHub } from "./markdown-text.ts";
import { visible } from "./wording.ts";

/** A part of a comment that can be cut between its lines. */
export interface Block {
  /** Such as a heading. */
  readonly open: string;
  readonly lines: readonly string[];
  readonly close: string;
}

/** Lines of Markdown. */
export function paragraph(...lines: readonly string[]): Block {
  return { open: "", lines: lines.map((line) => `${line}\n`), close: lines.length === 0 ? "" : "\n" };
}

/** A code block that is folded. @param summary trusted HTML */
export function foldedCode(summary: string, language: string, code: readonly string[]): Block {
  const lines = code.map((line) => [...visible(line)].slice(0, 500).join(""));
  const fence = fenceFor(lines);
  return {
    open: `<details><summary>${summary}</summary>\n\n${fence}${language}\n`,
    lines: lines.map((line) => `${line}\n`),
    close: `${fence}\n\n</details>\n\n`,
  };
}

/** Folded lines of Markdown. @param summary trusted HTML */
export function folded(summary: string, lines: readonly string[]): Block {
  return {
    open: `<details><summary>${summary}</summary>\n\n`,
    lines: lines.map((line) => `${line}\n`),
    close: "\n</details>\n\n",
  };
}

/**
 * Joins blocks, the most important first, within a limit of characters. A block is cut between two lines, and what it
 * opened is closed; blocks after it are omitted.
 * @param notice Added where anything is omitted.
 */
export function joinBlocks(blocks: readonly Block[], most: number, notice: string): string {
  const whole = blocks.map(({ open, lines, close }) => open + lines.join("") + close).join("");
  if (lengthOnGitHub(whole) <= most) return whole;
  let text = "";
  let left = most - lengthOnGitHub(notice);
  for (const { open, lines, close } of blocks) {
    left -= lengthOnGitHub(open) + lengthOnGitHub(close);
    const fitting = takeWhileFitting(lines, left);
    if (fitting.length > 0 || (lines.length === 0 && left >= 0)) text += open + fitting.join("") + close;
    if (fitting.length < lines.length || left < 0) break;
    left -= lengthOnGitHub(fitting.join(""));
  }
  return text + notice;
}

function takeWhileFitting(lines: readonly string[], most: number): string[] {
  const fitting: string[] = [];
  let left = most;
  for (const line of lines) {
    left -= lengthOnGitHub(line);
    if (left < 0) break;
    fitting.push(line);
  }
  return fitting;
}
