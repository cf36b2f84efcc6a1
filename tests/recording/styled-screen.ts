/** A character with its style: a color's number of SGR, and whether it is bold or dim. */
interface Cell {
  readonly character: string;
  readonly style: string;
}

export type StyledLine = readonly Cell[];

/** The last rows of a terminal with colors, which reads the escape sequences that `featheredge` writes, and no others. */
export function createStyledScreen(rows: number, columns: number) {
  const lines: Cell[][] = [[]];
  let [row, column] = [0, 0];
  let [color, weight] = ["", ""];

  const next = () => {
    row += 1;
    if (row === lines.length) lines.push([]);
  };
  const put = (character: string) => {
    if (column === columns) {
      next();
      column = 0;
    }
    const line = lines[row] ?? [];
    while (line.length < column) line.push({ character: " ", style: "" });
    line[column] = { character, style: [color, weight].filter(Boolean).join(" ") };
    column += 1;
  };
  const select = (parameters: string) => {
    for (const code of parameters.split(";").map(Number)) {
      if (code === 0) [color, weight] = ["", ""];
      else if (code === 1) weight = "bold";
      else if (code === 2) weight = "dim";
      else if (code === 22) weight = "";
      else if (code >= 30 && code <= 37) color = `c${code}`;
      else if (code >= 90 && code <= 97) color = `c${code - 60}`;
      else if (code === 39) color = "";
    }
  };
  return {
    write(text: string): void {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
      for (const part of text.match(/\u001b\[[?\d;]*[A-Za-z]|[\s\S]/gu) ?? []) {
        if (part === "\r") column = 0;
        else if (part === "\n") next();
        else if (!part.startsWith("\u001b")) put(part);
        else if (part.endsWith("A")) row = Math.max(0, row - Number.parseInt(part.slice(2), 10));
        else if (part.endsWith("m")) select(part.slice(2, -1));
        else if (part.endsWith("J")) {
          lines.length = row + 1;
          lines[row] = (lines[row] ?? []).slice(0, column);
        }
      }
    },
    /** The rows that the terminal shows. */
    visible(): StyledLine[] {
      const first = Math.max(0, lines.length - rows);
      return Array.from({ length: rows }, (_, index) => [...(lines[first + index] ?? [])]);
    },
  };
}
