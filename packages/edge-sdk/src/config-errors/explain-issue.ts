import { knownKeys } from "./known-keys.ts";
import { article, type Explained, notOneOf, outOfBounds, sentence, show, unknownKey, wrongType } from "./phrases.ts";

/** A mistake in a config: its path, a sentence with the value and the rule, and the fix. */
export interface Mistake extends Explained {
  readonly path: readonly PropertyKey[];
  readonly kind: "unknown-key" | "missing" | "value";
  /** The rule that the schema's author named in a custom issue: `params: { rule: "FE-ENV-006", fix: "…" }`. */
  readonly rule?: string;
}

/** An issue as zod reports it. */
export interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  /** Empty when the schema's author wrote none. */
  readonly message: string;
  readonly keys?: readonly string[];
  readonly expected?: string;
  readonly values?: readonly unknown[];
  readonly errors?: readonly (readonly Issue[])[];
  readonly issues?: readonly Issue[];
  readonly discriminator?: string;
  readonly options?: readonly unknown[];
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly inclusive?: boolean;
  readonly format?: string;
  readonly divisor?: number;
  readonly params?: { readonly rule?: unknown; readonly fix?: unknown };
}

/**
 * Explains one issue.
 *
 * @param schema - Names the keys that it knows.
 * @param value - The whole value that was checked; the message shows the part that is wrong.
 */
export function explainIssue(schema: unknown, value: unknown, issue: Issue): Mistake[] {
  const { path } = issue;
  const actual = valueAt(value, path);
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = knownKeys(schema, value, path);
      return (issue.keys ?? []).map((key) => ({
        path: [...path, key],
        ...unknownKey(key, known),
        kind: "unknown-key",
      }));
    }
    case "invalid_union":
      return explainUnion(schema, value, issue);
    case "invalid_key":
      return (issue.issues ?? []).map((inner) => ({
        path,
        ...explainValue(path.at(-1), { ...inner, path: [] }),
        kind: "value",
      }));
    case "invalid_element":
      return (issue.issues ?? []).flatMap((inner) => within(schema, value, path, inner));
    default:
      return [{ path, ...explainValue(actual, issue), kind: kindOf(actual), ...ruleOf(issue) }];
  }
}

function kindOf(value: unknown): Mistake["kind"] {
  return value === undefined ? "missing" : "value";
}

function ruleOf({ code, params }: Issue): Pick<Mistake, "rule"> {
  return code === "custom" && typeof params?.rule === "string" ? { rule: params.rule } : {};
}

function explainValue(actual: unknown, issue: Issue): Explained {
  const { code, message, params, values = [] } = issue;
  if (code === "custom" && message !== "") {
    return { message: sentence(message), fix: typeof params?.fix === "string" ? params.fix : "" };
  }
  if (code === "invalid_value" && message === "") return notOneOf(actual, values);
  return { message: describeValue(actual, issue), fix: "" };
}

function describeValue(actual: unknown, issue: Issue): string {
  const { code, message, expected = "value", format = "value", divisor } = issue;
  if (code === "invalid_type" && (message === "" || actual === undefined)) return wrongType(actual, expected);
  if (message !== "") return `${show(actual)}: ${sentence(message)}`;
  if (code === "too_small" || code === "too_big") return outOfBounds(actual, issue);
  if (code === "invalid_format") return `${show(actual)} is not ${article(format)}.`;
  if (code === "not_multiple_of") return `${show(actual)} is not a multiple of ${divisor}.`;
  return `${show(actual)} is not allowed here.`;
}

function explainUnion(schema: unknown, value: unknown, issue: Issue): Mistake[] {
  const { path, discriminator, options = [], errors = [], message } = issue;
  const actual = valueAt(value, path);
  if (discriminator !== undefined) return [{ path, ...notOneOf(actual, options), kind: kindOf(actual) }];
  // The option that the value was meant for is the one whose type it has.
  const meant = errors.find((issues) => !issues.some((one) => one.code === "invalid_type" && one.path.length === 0));
  if (meant !== undefined) return meant.flatMap((inner) => within(schema, value, path, inner));
  if (message !== "") return [{ path, message: `${show(actual)}: ${sentence(message)}`, fix: "", kind: "value" }];
  const expected = [...new Set(errors.flatMap((issues) => issues.map((one) => one.expected ?? "value")))];
  return [{ path, message: wrongType(actual, ...expected), fix: "", kind: kindOf(actual) }];
}

function within(schema: unknown, value: unknown, path: readonly PropertyKey[], inner: Issue): Mistake[] {
  return explainIssue(schema, value, { ...inner, path: [...path, ...inner.path] });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (actual, part) => (typeof actual === "object" && actual !== null ? Reflect.get(actual, part) : undefined),
    value,
  );
}
