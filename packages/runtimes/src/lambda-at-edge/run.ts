import { type EdgeEvent, lambdaAtEdgeRunQuotas } from "@featheredge/aws-rules";
import { createLambdaEnvironment, type LambdaAtEdgeResult } from "./execution-environment.ts";

export interface LambdaAtEdgeOptions {
  /** The event of the function, which decides memory and time. */
  readonly event: EdgeEvent;
  /** The name of the exported function, or `index.handler` with the module's in a directory. Default: `handler`. */
  readonly handler?: string;
  readonly functionName?: string;
  /** Default: AWS's 5,000 at viewer events, 30,000 at origin events. */
  readonly timeoutMs?: number;
  /** Default: 128 at viewer events; at origin events 128 too, which is Lambda's own default. */
  readonly memoryMb?: number;
  /** Variables such as the credentials of the role; on AWS a function at the edge can set none itself. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a Lambda@Edge function on one event in a new environment, with the event's limits. If the function crashes or
 * blocks its thread, that is a result too.
 *
 * @param file the bundle, or a directory with index.js, index.mjs or index.cjs, as a zip unpacks
 */
export async function runLambdaAtEdge(
  file: string,
  event: unknown,
  options: LambdaAtEdgeOptions,
): Promise<LambdaAtEdgeResult> {
  const quotas = lambdaAtEdgeRunQuotas[options.event];
  const environment = createLambdaEnvironment({
    file,
    handler: options.handler,
    memoryMb: options.memoryMb ?? Math.min(128, quotas.memoryMb.value),
    identity: options.functionName === undefined ? {} : { functionName: options.functionName },
    env: options.env,
  });
  const timeoutMs = options.timeoutMs ?? quotas.timeoutSeconds.value * 1000;
  const result = await environment.invoke(event, { requestId: "00000000-0000-0000-0000-000000000000", timeoutMs });
  await environment.dispose();
  return result;
}
