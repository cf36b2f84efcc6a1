/** An error that the loopback answers instead of running an operation, to test how clients react. */
export interface Fault {
  readonly status: 429 | 500 | 503;
  /** The error code, such as `Throttling`, `InternalError` or `ServiceUnavailable`. */
  readonly code: string;
  /** Runs the operation first and then answers with the fault, as when the answer is lost on its way. */
  readonly after?: boolean;
}

/**
 * Chooses the fault of an operation. Called before each operation with its name: `CreateDistribution`, or `PutKey` of a
 * KeyValueStore. Returns undefined to let it run.
 */
export type Faults = (operation: string) => Fault | undefined;

/**
 * Runs an operation, or throws its fault instead.
 * @param fail - Throws the fault as an error in the API's own format.
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
