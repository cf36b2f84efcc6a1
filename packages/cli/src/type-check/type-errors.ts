import { type Diagnostic, diagnose } from "@featheredge/diagnostics";

const located = /^(?<file>[^\s(][^(]*)\((?<line>\d+),(?<column>\d+)\): error (?<code>TS\d+): (?<text>.*)$/;
const general = /^error (?<code>TS\d+): (?<text>.*)$/;
/** Nothing of a test is built, so its errors don't stop a build. */
const isTest = /(^|\/)tests?\/|\.(test|spec)\.[cm]?tsx?$/;
const mostShown = 20;

/**
 * Reads the errors that `tsc --pretty false` prints: `a.ts(1,2): error TS2322: …`, with further lines indented.
 *
 * @returns the first 20 errors outside of tests
 */
export function readTypeErrors(output: string): Diagnostic<"FE-HND-037">[] {
  const errors: { file?: string; line?: number; column?: number; code: string; text: string }[] = [];
  for (const line of output.split(/\r?\n/)) {
    const { file, code, text = "", ...at } = (located.exec(line) ?? general.exec(line))?.groups ?? {};
    const last = errors.at(-1);
    if (code === undefined) {
      if (last !== undefined && /^\s+\S/.test(line)) last.text += ` ${line.trim()}`;
    } else if (file === undefined) errors.push({ code, text });
    else
      errors.push({ file: file.replaceAll("\\", "/"), line: Number(at.line), column: Number(at.column), code, text });
  }
  const counted = errors.filter(({ file }) => file === undefined || !isTest.test(file));
  const more = counted.length - mostShown;
  return counted.slice(0, mostShown).map(({ file = "tsconfig.json", line, column, code, text }, index) =>
    diagnose("FE-HND-037", {
      at: { file, line, column },
      message: `${text.replace(/\.$/, "")} (${code}).`,
      fix: index === mostShown - 1 && more > 0 ? `'npx tsc --noEmit' lists ${more} more.` : "",
    }),
  );
}
