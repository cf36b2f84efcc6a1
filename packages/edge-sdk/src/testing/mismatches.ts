import type { Expected } from "./cases.ts";
import type { Outcome } from "./run.ts";

/**
 * How an outcome differs from what a case expects: nothing when it holds. What `expected` doesn't name may be
 * anything; an array must be equal as a whole.
 */
export function mismatches(expected: Expected, outcome: Outcome): string[] {
  const found: string[] = [];
  if (expected.request !== undefined) compare("request", expected.request, outcome.request, found);
  if (expected.origin !== undefined) compare("origin", expected.origin, outcome.origin, found);
  if (expected.response !== undefined) compare("response", expected.response, outcome.response, found);
  const headers = (outcome.response ?? outcome.request)?.headers ?? {};
  for (const name of expected.absentHeaders ?? []) {
    if (Object.hasOwn(headers, name)) found.push(`header ${name} is there: ${JSON.stringify(headers[name])}`);
  }
  return found;
}

function compare(path: string, expected: unknown, actual: unknown, found: string[]): void {
  if (isPlain(expected) && isPlain(actual)) {
    for (const [key, value] of Object.entries(expected)) compare(`${path}.${key}`, value, actual[key], found);
    return;
  }
  const wanted = JSON.stringify(expected);
  const got = JSON.stringify(actual);
  if (wanted !== got) found.push(`${path} is ${got}, not ${wanted}`);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
