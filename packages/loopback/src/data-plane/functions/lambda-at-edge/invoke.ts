import { randomUUID } from "node:crypto";
import type { LambdaAtEdgeResult } from "@featheredge/runtimes";
import type { Clock, LambdaVersion } from "../../../deployment.ts";
import { type LambdaLogs, lambdaLogs } from "./logs.ts";
import type { EnvironmentPool } from "./pool.ts";

export interface LambdaRuntime {
  readonly pool: EnvironmentPool;
  readonly now: Clock;
  /** Told of each event's logs once it has ended. */
  readonly onLambdaLogs: (logs: LambdaLogs) => void;
}

export interface Limits {
  readonly memoryMb: number;
  readonly timeoutMs: number;
}

export type Invoked = LambdaAtEdgeResult & { readonly coldStart: boolean };

/** Gives a version an event. @returns undefined where as many are busy as may be */
export async function invoke(
  { pool, now, onLambdaLogs }: LambdaRuntime,
  arn: string,
  version: LambdaVersion,
  event: unknown,
  { memoryMb, timeoutMs }: Limits,
): Promise<Invoked | undefined> {
  return pool.use(arn, version, memoryMb, async ({ environment, logStreamName, cold }) => {
    const requestId = randomUUID();
    const started = now();
    const result = await environment.invoke(event, { requestId, timeoutMs });
    onLambdaLogs(lambdaLogs({ arn, version, memoryMb, requestId, logStreamName, cold, started, result }));
    return { ...result, coldStart: cold };
  });
}
