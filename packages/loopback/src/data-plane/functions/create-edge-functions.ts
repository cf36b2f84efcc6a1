import { lambdaAtEdgeQuotas } from "@featheredge/aws-rules";
import type { EdgeLocation, LambdaNetwork } from "@featheredge/runtimes";
import type { Clock, Deployment, LambdaCode, LambdaVersion } from "../../deployment.ts";
import type { EdgeCall, EdgeCallResult, EdgeFunctions } from "../base/edge-functions.ts";
import { Engines } from "./cloudfront-function/engines.ts";
import { runCloudFrontFunction } from "./cloudfront-function/run.ts";
import { failure } from "./failure.ts";
import { type FunctionUrlRequest, type FunctionUrlResponse, runFunctionUrl } from "./lambda-at-edge/function-url.ts";
import type { LambdaLogs } from "./lambda-at-edge/logs.ts";
import { EnvironmentPool } from "./lambda-at-edge/pool.ts";
import { runLambdaAtEdge } from "./lambda-at-edge/run.ts";

export interface EdgeFunctionsOptions {
  readonly deployment: Pick<Deployment, "cloudFrontFunction" | "keyValueStore">;
  readonly lambda: LambdaCode;
  readonly now?: Clock;
  /** What `cf.edgeLocation` says. */
  readonly edgeLocation?: EdgeLocation;
  /** Where Lambda functions' calls of AWS go; left out: they reach whatever this machine does. */
  readonly network?: LambdaNetwork | undefined;
  /** Told of the logs of each event that a Lambda function was given. */
  readonly onLambdaLogs?: (logs: LambdaLogs) => void;
  /** Lambda events at a time, over all functions. Default: AWS's 1,000. */
  readonly lambdaConcurrency?: number;
  /** How long an environment of a Lambda function is kept without an event. Default: five minutes. */
  readonly lambdaIdleMs?: number;
}

/** Runs edge functions, and Lambda functions behind their URLs, on the same environments. */
export interface RunningFunctions extends EdgeFunctions {
  /** Answers a request for a function's URL. Whatever the function does, this never rejects. */
  runFunctionUrl(arn: string, version: LambdaVersion, request: FunctionUrlRequest): Promise<FunctionUrlResponse>;
}

/**
 * Runs CloudFront Functions in QuickJS behind the compiler's gate, one warm engine each, and Lambda@Edge functions in
 * threads, with AWS's limits and AWS's answers where a function breaks them.
 */
export function createEdgeFunctions(options: EdgeFunctionsOptions): RunningFunctions {
  const { deployment, lambda, now = Date.now, edgeLocation = defaultLocation, onLambdaLogs = () => {} } = options;
  const engines = new Engines({ deployment, edgeLocation, now });
  const pool = new EnvironmentPool({
    concurrency: options.lambdaConcurrency ?? lambdaAtEdgeQuotas.concurrencyPerRegion.value,
    idleMs: options.lambdaIdleMs ?? 300_000,
    network: options.network,
    now,
  });
  const runtime = { pool, now, onLambdaLogs };
  return {
    run: (call) =>
      (call.runtime === "cloudfront-function"
        ? runCloudFrontFunction(call, engines)
        : runLambdaAtEdge(call, lambda, runtime)
      ).catch((error: unknown) => ownFailure(call, error)),
    runFunctionUrl: (arn, version, request) => runFunctionUrl(runtime, arn, version, request),
    async close() {
      engines.close();
      await pool.close();
    },
  };
}

/** Where a request on this machine is served: AWS's example. */
const defaultLocation: EdgeLocation = { name: "SEA", serverIp: "127.0.0.1", region: "us-west-2" };

/** Not the function failed but what runs it, as where its code can't be read. */
function ownFailure({ runtime }: EdgeCall, error: unknown): EdgeCallResult {
  const name = runtime === "cloudfront-function" ? "FunctionExecutionError" : "LambdaExecutionError";
  return failure(name, `The function could not be run: ${String(error)}`, { logs: [], durationMs: 0 });
}
