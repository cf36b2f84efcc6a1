/** One value of a header, a query parameter or a cookie; cookies of a response have attributes. */
interface Value {
  readonly value?: unknown;
  readonly attributes?: unknown;
}

/** A header, a query parameter or a cookie as a function was given it, or as it returned it. */
interface GivenField extends Value {
  readonly multiValue?: unknown;
  /** AWS's samples also use this spelling. */
  readonly multivalue?: unknown;
}

/**
 * The values of a field that a CloudFront Function returned, read together with the field it was given. A changed
 * `multiValue` wins. Where `multiValue` is as it was given and `value` changed, the first value changes and the others
 * stay.
 *
 * @param returned the field that the function returned, an object
 * @param given the field of the event; undefined if the function added it
 * @returns the values in order, unchecked: each may be anything that the function wrote
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html#functions-event-structure-query-header-cookie
 */
export function changedValues(returned: GivenField, given: GivenField | undefined): readonly unknown[] {
  const several = returned.multiValue ?? returned.multivalue;
  if (!Array.isArray(several) || several.length === 0) return [returned];
  if (returned.value === undefined || given === undefined || isSame(returned, given)) return several;
  if (!hasSameValues(several, given.multiValue)) return several;
  return [{ value: returned.value, attributes: returned.attributes }, ...several.slice(1)];
}

function hasSameValues(several: readonly unknown[], given: unknown): boolean {
  return (
    Array.isArray(given) &&
    given.length === several.length &&
    given.every((one, index) => isSame(one as Value, (several[index] ?? {}) as Value))
  );
}

function isSame(one: Value, other: Value): boolean {
  return one.value === other.value && one.attributes === other.attributes;
}
