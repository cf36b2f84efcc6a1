import { DynamicConstant } from "./dynamic-constant.ts";

/** Imports the functions that a literal calls for its dynamic fields. */
export const dynamicImport =
  'import { dynamicField as featheredgeField, dynamicRecordField as featheredgeRecordField } from "@featheredge/edge-sdk/dynamic";\n';

const keyword = /^[A-Za-z_$][\w$]*$/;

/**
 * Writes configuration as a JavaScript literal for the bundle. An undefined property is omitted. Where it has dynamic
 * fields, it calls what `dynamicImport` imports.
 *
 * @returns the literal, or the path and kind of a value that no literal can hold
 */
export function toLiteral(value: unknown): { code: string } | { path: string; what: string } {
  const problems: { path: string; what: string }[] = [];
  const code = write(value, "", problems);
  return problems[0] ?? { code };
}

function write(value: unknown, path: string, problems: { path: string; what: string }[]): string {
  if (value === undefined) return "void 0";
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => write(item, `${path}[${index}]`, problems)).join(", ")}]`;
  }
  if (value instanceof DynamicConstant) {
    const builtIn = value.builtIn === undefined ? "" : `, ${write(value.builtIn, path, problems)}`;
    const name = value.kind === "value" ? "featheredgeField" : "featheredgeRecordField";
    // Marked as pure, so that the bundler drops the call with the last branch that reads it.
    return `/* @__PURE__ */ ${name}(${JSON.stringify(value.key)}${builtIn})`;
  }
  if (isPlainObject(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{ ${entries.map(([key, item]) => writeEntry(key, item, path, problems)).join(", ")} }`;
  }
  problems.push({ path, what: describe(value) });
  return "null";
}

function writeEntry(key: string, item: unknown, path: string, problems: { path: string; what: string }[]): string {
  const at = keyword.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
  // In a literal this key would set the prototype instead of making a property.
  if (key === "__proto__") problems.push({ path: at, what: "a key called __proto__" });
  return `${JSON.stringify(key)}: ${write(item, at, problems)}`;
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return `a ${typeof value}`;
  return `a ${value.constructor?.name ?? "object"}`;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
