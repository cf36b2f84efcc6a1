import { plainText } from "../spans.ts";

/** Reads what a program wrote as a terminal shows it: the escape sequences that the terminal's screen uses, and no others. */
export function createVirtualScreen(columns: number) {
  const lines: string[] = [""];
  let [row, column] = [0, 0];
  const next = () => {
    row += 1;
    if (row === lines.length) lines.push("");
  };
  const put = (character: string) => {
    if (column === columns) {
      next();
      column = 0;
    }
    const line = (lines[row] ?? "").padEnd(column);
    lines[row] = line.slice(0, column) + character + line.slice(column + 1);
    column += 1;
  };
  return {
    write(text: string) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
      for (const part of text.match(/\u001b\[[?\d;]*[A-Za-z]|[\s\S]/g) ?? []) {
        if (part === "\r") column = 0;
        else if (part === "\n") next();
        else if (!part.startsWith("\u001b")) put(part);
        else if (part.endsWith("A")) row = Math.max(0, row - Number.parseInt(part.slice(2), 10));
        else if (part.endsWith("J")) {
          lines.length = row + 1;
          lines[row] = (lines[row] ?? "").slice(0, column);
        }
      }
    },
    /** The lines without spaces at their ends; the last ones that are empty are omitted. */
    lines: () =>
      lines
        .map((line) => plainText(line).trimEnd())
        .join("\n")
        .trimEnd()
        .split("\n"),
  };
}
