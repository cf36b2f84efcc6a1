import type { Expected } from "./cases.ts";
import type { Outcome } from "./run.ts";

/**
 * Lists how an outcome differs from what a case expects; empty when it matches. Parts that `expected` doesn't name may be
 * anything; an array must be equal as a whole.
 */
export function mismatches(expected: Expected, outcome: Outcome): string[] {
  const differences: string[] = [];
  if (expected.request !== undefined) compare("request", expected.request, outcome.request, differences);
  if (expected.origin !== undefined) compare("origin", expected.origin, outcome.origin, differences);
  if (expected.response !== undefined) compare("response", expected.response, outcome.response, differences);
  const headers = (outcome.response ?? outcome.request)?.headers ?? {};
  for (const name of expected.absentHeaders ?? []) {
    if (Object.hasOwn(headers, name)) differences.push(`header ${name} is there: ${JSON.stringify(headers[name])}`);
  }
  return differences;
}

function compare(path: string, expected: unknown, actual: unknown, differences: string[]): void {
  if (isPlain(expected) && isPlain(actual)) {
    for (const [key, value] of Object.entries(expected)) compare(`${path}.${key}`, value, actual[key], differences);
    return;
  }
  const wanted = JSON.stringify(expected);
  const got = JSON.stringify(actual);
  if (wanted !== got) differences.push(`${path} is ${got}, not ${wanted}`);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
