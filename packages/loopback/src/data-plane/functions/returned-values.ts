/** Collects warnings for a function's author about values that CloudFront accepts: one sentence each. */
export type Warn = (warning: string) => void;

/**
 * Warns about properties that CloudFront ignores, so that a misspelled or newer one is not dropped silently.
 *
 * @param known the properties on AWS's page
 * @param property the object's name in warnings, such as `response`
 */
export function warnOfUnknown(object: object, known: ReadonlySet<string>, property: string, warn: Warn): void {
  for (const name of Object.keys(object)) {
    if (known.has(name)) continue;
    warn(
      `${property}.${name} has no effect: CloudFront does not document it. Remove it, or use one of ${[...known].join(", ")}.`,
    );
  }
}

/** True for objects that are not arrays. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value in an error message, shortened to 200 characters. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
