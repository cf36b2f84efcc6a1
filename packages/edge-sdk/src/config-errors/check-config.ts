import { explainIssue, type Issue, type Mistake } from "./explain-issue.ts";

/** A zod schema, or anything that parses as one does. */
export interface ConfigSchema<Output = unknown> {
  safeParse(
    value: unknown,
    params?: { readonly error: () => string },
  ):
    | { readonly success: true; readonly data: Output }
    | { readonly success: false; readonly error: { readonly issues: readonly unknown[] } };
}

/** The result of a check: the value that the schema returns, or all mistakes. */
export type CheckedConfig<Output> =
  | { readonly success: true; readonly data: Output }
  | { readonly success: false; readonly mistakes: readonly Mistake[] };

/**
 * Checks a value against a schema. {@link explainIssue} words the mistakes, instead of zod, and suggests the key or value
 * that was probably meant. A message that the schema's author wrote is kept.
 */
export function checkConfig<Output>(schema: ConfigSchema<Output>, value: unknown): CheckedConfig<Output> {
  // An empty message is one that the schema's author has not written.
  const result = schema.safeParse(value, { error: () => "" });
  if (result.success) return { success: true, data: result.data };
  return {
    success: false,
    mistakes: result.error.issues.flatMap((issue) => explainIssue(schema, value, issue as Issue)),
  };
}

/** The path of a mistake in a config as text: `rules[2].from`. */
export function showPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      const name = String(part);
      if (!/^[\w$-]+$/.test(name)) return `["${name}"]`;
      return index === 0 ? name : `.${name}`;
    })
    .join("");
}
