/** The result of one run of a function. */
export interface RunResult {
  /** The value that the handler returned, as JSON; absent when it returned nothing or failed. */
  readonly output?: unknown;
  readonly error?: RunError;
  /** Its changes to the request's origin, in order; absent when there are none. */
  readonly origin?: readonly OriginCall[];
  /** The last argument of `cf.logCustomData`; absent if the function did not call it. */
  readonly logData?: string;
  /** The lines that it logged. */
  readonly logs: readonly string[];
  /**
   * Where each line was logged: positions in the function's own code, the innermost call first, as in `1:20 1:304`. Lines
   * and columns count from 1. Empty for a line whose position is not known; absent if none is.
   */
  readonly logPositions?: readonly string[];
}

/**
 * A call of a helper of the module `cloudfront`. It leaves no mark on the request: CloudFront acts on it afterwards.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export interface OriginCall {
  readonly method: "selectRequestOriginById" | "updateRequestOrigin" | "createRequestOriginGroup";
  readonly arguments: readonly unknown[];
}

export interface RunError {
  /** The name of the error thrown, or `ComputeLimit`, `MemoryLimit`, `NeverSettled`, `EngineFailure`. */
  readonly name: string;
  readonly message: string;
  /**
   * The lines of the function's own code where the error was made, the innermost first, as in
   * `at handler (function.js:1:20)`; absent if there are none, and in njs. Lines and columns count from 1.
   */
  readonly stack?: string;
}

/** Cuts a log line where CloudFront does, in bytes. */
export function cutLogLine(line: string, bytes: number): string {
  const encoded = Buffer.from(line);
  return encoded.length <= bytes
    ? line
    : encoded
        .subarray(0, bytes)
        .toString()
        .replace(/\ufffd$/, "");
}
