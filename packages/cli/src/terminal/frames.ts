import { type Diagnostic, describePosition, excerpt, locateDiagnostics, type Sources } from "@featheredge/diagnostics";
import { type Line, span, widthOf } from "./spans.ts";

/** A diagnostic in a frame: its rule and position, what is wrong and how to fix it, the source, and the page. */
export function frameDiagnostic(diagnostic: Diagnostic, sources: Sources, columns: number): Line[] {
  const [located = diagnostic] = locateDiagnostics([diagnostic], sources);
  const { severity, rule, message, fix, page, at } = located;
  const style = severity === "error" ? "bad" : "warning";
  const bar = span("│ ", style);
  const text = at?.file === undefined ? undefined : sources.read(at.file);
  const code = text === undefined || at === undefined ? undefined : excerpt(text, at);
  const position = describePosition(at);
  return [
    [span("╭─ ", style), span(`${severity} ${rule}`, style), span(position === "" ? "" : `  ${position}`, "bold")],
    ...wrap(message, columns - 2).map((line) => [bar, span(line)]),
    ...wrap(fix, columns - 2).map((line) => [bar, span(line, "good")]),
    ...(code === undefined ? [] : ["", ...code.split("\n"), ""].map((line) => [bar, span(line)])),
    [span("╰─ ", style), span(page.startsWith("https://") ? page : `featheredge rules ${rule}`, "dim")],
  ];
}

/** Breaks a text between words into lines. A longer word has its own line, which the terminal breaks. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
