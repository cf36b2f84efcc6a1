import { nearest } from "@featheredge/diagnostics";

/** A mistake and its fix, in whole sentences; the fix is empty where the mistake implies it. */
export interface Explained {
  readonly message: string;
  readonly fix: string;
}

/** `unknown key 'form'.`, with the fix `Did you mean 'from'? Known keys: from, to.` */
export function unknownKey(key: string, known: readonly string[]): Explained {
  const near = nearest(key, known);
  const fix = near === undefined ? "Remove it." : `Did you mean '${near}'?`;
  return {
    message: `unknown key '${key}'.`,
    fix: known.length === 0 ? fix : `${fix} Known keys: ${known.join(", ")}.`,
  };
}

/** `is missing; it must be a string.`, or `7 is not a string or an object.` */
export function wrongType(found: unknown, ...expected: readonly string[]): string {
  const types = expected.map((type) => article(type === "int" ? "whole number" : type)).join(" or ");
  return found === undefined ? `is missing; it must be ${types}.` : `${show(found)} is not ${types}.`;
}

/** `'ab' is not allowed.`, with the fix `Did you mean 'a'? Allowed: a, b.` */
export function notOneOf(found: unknown, values: readonly unknown[]): Explained {
  const names = values.map(String);
  const near = typeof found === "string" ? nearest(found, names) : undefined;
  const meant = values[names.indexOf(near ?? "")];
  const hint = near === undefined ? "" : `Did you mean ${show(meant)}? `;
  return {
    message: found === undefined ? "is missing." : `${show(found)} is not allowed.`,
    fix: `${hint}Allowed: ${names.join(", ")}.`,
  };
}

interface Bounds {
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly inclusive?: boolean;
}

const units: Readonly<Record<string, string>> = { string: "characters", array: "entries", set: "entries" };

/** `130 is out of range: at most 120.`, or `has 0 entries; it must have at least 1.` */
export function outOfBounds(found: unknown, { origin = "", minimum, maximum, inclusive }: Bounds): string {
  const limit = minimum === undefined ? ["most", "less than", maximum] : ["least", "more than", minimum];
  const rule = inclusive === false ? `${limit[1]} ${limit[2]}` : `at ${limit[0]} ${limit[2]}`;
  const unit = Object.hasOwn(units, origin) ? units[origin] : undefined;
  if (unit === undefined) return `${show(found)} is out of range: it must be ${rule}.`;
  const length = typeof found === "string" || Array.isArray(found) ? found.length : 0;
  return `${show(found)} has ${length} ${unit}; it must have ${rule}.`;
}

/** A message as a sentence. */
export function sentence(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}

/** A value as a message shows it: JSON, strings in single quotes, 80 characters at most. */
export function show(value: unknown): string {
  const text = typeof value === "string" ? `'${value}'` : JSON.stringify(value);
  if (text === undefined) return "nothing";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** `a string`, `an object`. */
export function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}
