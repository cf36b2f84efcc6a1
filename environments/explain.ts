import type { z } from "zod";
import { nearest } from "./nearest.ts";
import { keysAt } from "./schema-keys.ts";

type Issue = z.core.$ZodIssue;

/**
 * What the schema found, as one short paragraph per mistake: file, key, value, rule, and the mend where one is known.
 *
 * @param schema the schema that refused, to name the keys it knows
 * @param value what was checked, to show the values at fault
 */
export function explainIssues(file: string, schema: z.ZodType, value: unknown, issues: readonly Issue[]): string {
  return issues
    .flatMap((issue) => explainIssue(schema, value, issue))
    .map(({ path, text }) => (path.length === 0 ? `${file}: ${text}` : `${file}: ${keyOf(path)}: ${text}`))
    .join("\n\n");
}

interface Explanation {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

function explainIssue(schema: z.ZodType, value: unknown, issue: Issue): Explanation[] {
  const found = valueAt(value, issue.path);
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = keysAt(schema, value, issue.path);
      return issue.keys.map((key) => ({ path: [...issue.path, key], text: unknownKey(key, known) }));
    }
    case "invalid_type":
      return [{ path: issue.path, text: wrongType(found, issue.expected) }];
    case "invalid_value": {
      const values = issue.values.map((one) => String(one));
      return [{ path: issue.path, text: notOneOf(found, values) }];
    }
    case "invalid_union": {
      if (issue.discriminator !== undefined) {
        return [{ path: issue.path, text: `${show(found)} is not a known '${issue.discriminator}'.` }];
      }
      const reached = issue.errors.find((errors) => errors.some((one) => one.code !== "invalid_type"));
      if (reached === undefined) return [{ path: issue.path, text: `${show(found)} does not fit here.` }];
      return reached.flatMap((inner) =>
        explainIssue(schema, value, { ...inner, path: [...issue.path, ...inner.path] } as Issue),
      );
    }
    case "invalid_key":
      return issue.issues.map((inner) => ({
        path: issue.path,
        text: `${show(issue.path.at(-1))}: ${sentence(inner.message)}`,
      }));
    case "custom":
      return [{ path: issue.path, text: sentence(issue.message) }];
    default:
      return [{ path: issue.path, text: `${show(found)}: ${sentence(issue.message)}` }];
  }
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  const hint = near === undefined ? "Remove it" : `Did you mean '${near}'`;
  return `unknown key '${key}'. ${hint}${near === undefined ? "." : "?"} Known keys: ${known.join(", ")}.`;
}

function wrongType(found: unknown, expected: string): string {
  return found === undefined ? `is missing; it must be a ${expected}.` : `${show(found)} is not a ${expected}.`;
}

function notOneOf(found: unknown, values: readonly string[]): string {
  const near = typeof found === "string" ? nearest(found, values) : undefined;
  const hint = near === undefined ? "" : ` Did you mean '${near}'?`;
  return `${found === undefined ? "is missing" : `${show(found)} is not allowed`}.${hint} Allowed: ${values.join(", ")}.`;
}

function sentence(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}

function show(value: unknown): string {
  const text = typeof value === "string" ? `'${value}'` : JSON.stringify(value);
  return text === undefined ? "nothing" : text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function keyOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`))
    .join("");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, part) => (typeof found === "object" && found !== null ? Reflect.get(found, part) : undefined),
    value,
  );
}
