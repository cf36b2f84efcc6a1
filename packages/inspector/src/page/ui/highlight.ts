/** A part of a line of code, and its kind, by which it gets its color. */
export interface Token {
  readonly text: string;
  readonly kind: "comment" | "string" | "keyword" | "number" | "plain";
}

const KEYWORDS = `as async await break case catch class const continue default delete do else export extends false finally
  for from function if import in instanceof interface let new null of return satisfies switch this throw true try type
  typeof undefined var void while yield`;

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
    String.raw`(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|${"`"}(?:\\.|[^${"`"}\\])*${"`"})`,
    String.raw`(?<keyword>\b(?:${KEYWORDS.split(/\s+/).join("|")})\b)`,
    String.raw`(?<number>\b\d[\d_.]*(?:e[+-]?\d+)?\b|\b0x[\da-f]+\b)`,
  ].join("|"),
  "gi",
);

/**
 * Splits JavaScript or TypeScript into lines of tokens. It is for colors only: it knows neither regular expressions nor
 * code in templates.
 */
export function highlight(code: string): Token[][] {
  const lines: Token[][] = [[]];
  const push = (text: string, kind: Token["kind"]) => {
    text.split("\n").forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part !== "") lines.at(-1)?.push({ text: part, kind });
    });
  };
  let end = 0;
  for (const match of code.matchAll(TOKEN)) {
    push(code.slice(end, match.index), "plain");
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] as Token["kind"];
    push(match[0], kind);
    end = match.index + match[0].length;
  }
  push(code.slice(end), "plain");
  return lines;
}
