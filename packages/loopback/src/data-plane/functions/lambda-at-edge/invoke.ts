import { randomUUID } from "node:crypto";
import type { LambdaAtEdgeResult } from "@featheredge/runtimes";
import type { Clock, LambdaVersion } from "../../../deployment.ts";
import { type LambdaLogs, lambdaLogs } from "./logs.ts";
import type { EnvironmentPool } from "./pool.ts";

/** Runs Lambda functions. */
export interface LambdaRuntime {
  readonly pool: EnvironmentPool;
  readonly now: Clock;
  /** Called with the logs of each run after it has ended. */
  readonly onLambdaLogs: ((logs: LambdaLogs) => void) | undefined;
}

/** Limits of one run. */
export interface Limits {
  readonly memoryMb: number;
  readonly timeoutMs: number;
}

/** The result of one run. */
export type Invoked = LambdaAtEdgeResult & { readonly coldStart: boolean };

/**
 * Runs a function's version with an event. If its runtime is not Node.js, the result is an error.
 *
 * @returns undefined if the limit of concurrent runs is reached
 */
export async function invoke(
  { pool, now, onLambdaLogs }: LambdaRuntime,
  arn: string,
  version: LambdaVersion,
  event: unknown,
  { memoryMb, timeoutMs }: Limits,
): Promise<Invoked | undefined> {
  if (!version.runtime.startsWith("nodejs")) return notRun(version);
  return pool.use(arn, version, memoryMb, async ({ environment, logStreamName, cold }) => {
    const requestId = randomUUID();
    const started = now();
    const result = await environment.queue(event, { requestId, timeoutMs });
    if (result === undefined) return undefined;
    onLambdaLogs?.(lambdaLogs({ arn, version, memoryMb, requestId, logStreamName, cold, started, result }));
    return { ...result, coldStart: cold };
  });
}

function notRun({ functionName, runtime }: LambdaVersion): Invoked {
  const message = `'${functionName}' has the runtime ${runtime}, and the loopback runs functions in Node.js only. Write it in JavaScript or TypeScript, or test it on AWS.`;
  return {
    error: { name: "Loopback.UnsupportedRuntime", message },
    durationMs: 0,
    logs: [],
    logLines: [],
    coldStart: false,
  };
}
