import { lambdaAtEdgeRunQuotas } from "@featheredge/aws-rules";
import type { LambdaCode } from "../../../deployment.ts";
import type { EdgeCall, EdgeCallResult } from "../../base/edge-functions.ts";
import { failure, InvalidResult } from "../failure.ts";
import { splitHeaders } from "../headers.ts";
import { eventOf } from "./event.ts";
import { invoke, type LambdaRuntime } from "./invoke.ts";
import { returnedBy } from "./result.ts";

/** Runs a Lambda@Edge function for one of the four events, with the event's limits. */
export async function runLambdaAtEdge(
  call: EdgeCall,
  code: LambdaCode,
  runtime: LambdaRuntime,
): Promise<EdgeCallResult> {
  const nothing = { logs: [], durationMs: 0 };
  const version = await code.version(call.arn);
  if (version === undefined) {
    return failure("LambdaExecutionError", `There is no function version ${call.arn}. Publish it.`, nothing);
  }
  const quotas = lambdaAtEdgeRunQuotas[call.event];
  const limits = {
    memoryMb: Math.min(version.memoryMb, quotas.memoryMb.value),
    timeoutMs: Math.min(version.timeoutSeconds, quotas.timeoutSeconds.value) * 1000,
  };
  const request = splitHeaders(call.request.headers);
  const response = call.response && splitHeaders(call.response.headers);
  const invoked = await invoke(
    runtime,
    call.arn,
    version,
    eventOf(call, request.visible, response?.visible ?? []),
    limits,
  );
  if (invoked === undefined) {
    return failure("LambdaLimitExceeded", "The limit of concurrent Lambda functions in a region is reached.", nothing);
  }
  const { output, error, logs, logPositions, durationMs, coldStart } = invoked;
  const warnings: string[] = [];
  const ran = { logs, logPositions, warnings, durationMs, coldStart };
  if (error !== undefined) return failure("LambdaExecutionError", `${error.name}: ${error.message}`, ran, error.stack);
  try {
    return { ...returnedBy(output, call, request, response, (warning) => warnings.push(warning)), ...ran };
  } catch (thrown) {
    if (!(thrown instanceof InvalidResult)) throw thrown;
    return failure("LambdaValidationError", thrown.message, ran);
  }
}
