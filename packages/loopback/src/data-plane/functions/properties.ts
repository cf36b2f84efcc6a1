/** Collects what CloudFront accepts and a function's author should still know: one sentence each. */
export type Warn = (warning: string) => void;

/**
 * Warns about properties that CloudFront does not read, so that a misspelled or newer one is never dropped silently.
 *
 * @param known the properties of AWS's page
 * @param place names the object in warnings: `response`
 */
export function warnOfUnknown(object: object, known: ReadonlySet<string>, place: string, warn: Warn): void {
  for (const name of Object.keys(object)) {
    if (known.has(name)) continue;
    warn(
      `${place}.${name} has no effect: CloudFront does not document it. Remove it, or use one of ${[...known].join(", ")}.`,
    );
  }
}
