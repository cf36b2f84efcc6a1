import { alignedAssignments } from "./layout.ts";
import { templateExpression } from "./template.ts";

/** The most columns of a list on one line; a longer one has a line for each element. */
const listColumns = 100;

/** A resolved cdktf value as an HCL expression, line by line; the lines after the first are indented from it. */
export function expression(value: unknown): readonly string[] {
  if (typeof value === "string") return [templateExpression(value)];
  if (typeof value === "number" || typeof value === "boolean" || value === null) return [String(value)];
  if (Array.isArray(value)) return list(value.map(expression));
  if (typeof value === "object") return map(value);
  throw new TypeError(`HCL has no form for a ${typeof value}.`);
}

/** A list of expressions: on one line where they fit. */
export function list(items: readonly (readonly string[])[]): readonly string[] {
  const inline = `[${items.map((lines) => lines.join("")).join(", ")}]`;
  if (items.every((lines) => lines.length === 1) && inline.length <= listColumns) return [inline];
  return ["[", ...items.flatMap((lines) => indent([...lines.slice(0, -1), `${lines.at(-1)},`])), "]"];
}

function map(value: object): readonly string[] {
  const entries = Object.entries(value).map(([key, item]) => ({ name: mapKey(key), value: expression(item) }));
  return entries.length === 0 ? ["{}"] : ["{", ...indent(alignedAssignments(entries)), "}"];
}

function mapKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) ? key : templateExpression(key);
}

export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === "" ? line : `  ${line}`));
}
