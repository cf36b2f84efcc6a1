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
  readonly deployment: Pick<Deployment, "cloudFrontFunction" | "keyValueStore" | "lambdaVersions">;
  readonly lambda: LambdaCode;
  readonly now?: Clock;
  /** The value of `cf.edgeLocation`. */
  readonly edgeLocation?: EdgeLocation;
  /** The proxy for Lambda functions' requests to AWS. If omitted, their requests go out directly. */
  readonly network?: (() => Promise<LambdaNetwork>) | undefined;
  /** Called with the logs of each run of a Lambda function. */
  readonly onLambdaLogs?: (logs: LambdaLogs) => void;
  /** The maximum of concurrent runs of all Lambda functions. @default AWS's 1,000 */
  readonly lambdaConcurrency?: number;
  /** How long an idle environment of a Lambda function is kept, in milliseconds. @default five minutes */
  readonly lambdaIdleMs?: number;
  /** How long an event waits before another environment is started, in milliseconds per busy one. @default 50 */
  readonly lambdaPatienceMs?: number;
}

/** Runs edge functions, and Lambda functions behind their URLs, on the same environments. */
export interface RunningFunctions extends EdgeFunctions {
  /** Answers a request for a function's URL. Never rejects: errors of the function become answers. */
  runFunctionUrl(arn: string, version: LambdaVersion, request: FunctionUrlRequest): Promise<FunctionUrlResponse>;
}

/**
 * Runs each CloudFront Function in its own warm QuickJS engine, and Lambda@Edge functions in Node.js processes, with AWS's
 * limits and AWS's answers if a function exceeds them.
 */
export function createEdgeFunctions(options: EdgeFunctionsOptions): RunningFunctions {
  const { deployment, lambda, now = Date.now, edgeLocation = defaultLocation, onLambdaLogs } = options;
  const engines = new Engines({ deployment, edgeLocation, now });
  const pool = new EnvironmentPool({
    concurrency: options.lambdaConcurrency ?? lambdaAtEdgeQuotas.concurrencyPerRegion.value,
    idleMs: options.lambdaIdleMs ?? 300_000,
    patienceMs: options.lambdaPatienceMs,
    versionsInUse: () => deployment.lambdaVersions(),
    network: options.network,
    now,
  });
  const runtime = { pool, now, onLambdaLogs };
  return {
    run: (call) =>
      (call.runtime === "cloudfront-function"
        ? runCloudFrontFunction(call, engines)
        : runLambdaAtEdge(call, lambda, runtime)
      ).catch((error: unknown) => runtimeFailure(call, error)),
    runFunctionUrl: (arn, version, request) => runFunctionUrl(runtime, arn, version, request),
    async close() {
      engines.close();
      await pool.close();
    },
  };
}

/** The edge location that functions see: AWS's example. */
const defaultLocation: EdgeLocation = { name: "SEA", serverIp: "127.0.0.1", region: "us-west-2" };

/** The result if the runtime failed rather than the function, for example because its code can't be read. */
function runtimeFailure({ runtime }: EdgeCall, error: unknown): EdgeCallResult {
  const name = runtime === "cloudfront-function" ? "FunctionExecutionError" : "LambdaExecutionError";
  return failure(name, `The function could not be run: ${String(error)}`, { logs: [], durationMs: 0 });
}
