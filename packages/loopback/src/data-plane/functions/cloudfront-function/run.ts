import { type EngineResult, estimateUtilization } from "@featheredge/runtimes";
import type { EdgeCall, EdgeCallResult } from "../../base/edge-functions.ts";
import { type FailureName, failure, InvalidResult } from "../failure.ts";
import { splitHeaders } from "../headers.ts";
import type { Engines } from "./engines.ts";
import { eventOf } from "./event.ts";
import { originChange } from "./origin.ts";
import { returnedBy } from "./result.ts";

/** Runs a CloudFront Function for a viewer request or viewer response. */
export async function runCloudFrontFunction(call: EdgeCall, engines: Engines): Promise<EdgeCallResult> {
  const loading = engines.get(call.arn);
  const loaded = loading instanceof Promise ? await loading : loading;
  const nothing = { logs: [], durationMs: 0 };
  if (loaded === undefined) {
    return failure(
      "FunctionExecutionError",
      `The function ${call.arn} has no LIVE stage. Publish it, or remove it from the distribution.`,
      nothing,
    );
  }
  if (loaded.engine === undefined) return failure("FunctionExecutionError", loaded.loadError, nothing);
  const request = splitHeaders(call.request.headers);
  const response = call.response && splitHeaders(call.response.headers);
  const event = eventOf(call, request.visible, response?.visible ?? []);
  const warnings = loaded.unlisted.splice(0);
  const warn = (warning: string) => void warnings.push(warning);
  const started = performance.now();
  const result = await loaded.engine.run(event);
  const ran = {
    logs: result.logs,
    logPositions: result.logPositions,
    warnings,
    logData: result.logData === undefined ? undefined : logField(result.logData),
    durationMs: performance.now() - started,
    computeUtilization: Math.min(100, estimateUtilization(result.steps)),
  };
  if (result.error !== undefined) {
    const { name, message, stack } = result.error;
    return failure(failureOf(result.error), `${name}: ${message}`, ran, stack);
  }
  try {
    const returned = returnedBy(result.output, { call, event, request, response }, warn);
    return returned.kind === "response"
      ? { ...ran, kind: "response", response: returned.response }
      : { ...ran, kind: "request", request: returned.request, origin: originChange(result.origin, warn) };
  } catch (error) {
    if (!(error instanceof InvalidResult)) throw error;
    return failure("FunctionValidationError", error.message, ran);
  }
}

/** CloudFront throttles functions that take too long; all other errors are execution errors. */
function failureOf({ name }: NonNullable<EngineResult["error"]>): FailureName {
  return name === "ComputeLimit" ? "FunctionThrottledError" : "FunctionExecutionError";
}

/** AWS cuts the field at this length. */
const maxLogDataBytes = 800;

/**
 * The access log's field for the text of `cf.logCustomData`. CloudFront URL-encodes the text, then cuts it at 800 bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html#log-custom-data-method
 */
function logField(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()).slice(0, maxLogDataBytes);
}
