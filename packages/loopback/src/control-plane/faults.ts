/** A fault to answer with in an operation's place. */
export interface Fault {
  readonly status: 429 | 500 | 503;
  /** `Throttling`, `InternalError`, `ServiceUnavailable`: any code that a client is to cope with. */
  readonly code: string;
  /** The operation runs, and its answer is lost: the client can't know that it did. */
  readonly after?: boolean;
}

/**
 * Asked before an operation runs, by its name (`CreateDistribution`, and `PutKey` of a KeyValueStore): what it fails
 * with, if with anything.
 */
export type Faults = (operation: string) => Fault | undefined;

/**
 * Runs an operation, or fails in its place.
 * @param fail - Throws the error that stands for a fault, in the API's own format.
 */
export async function runOrFail<T>(
  fault: Fault | undefined,
  run: () => T | Promise<T>,
  fail: (fault: Fault) => never,
): Promise<T> {
  if (fault !== undefined && !fault.after) fail(fault);
  const output = await run();
  if (fault !== undefined) fail(fault);
  return output;
}
