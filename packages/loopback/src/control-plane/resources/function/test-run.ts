import type { FunctionConfig, TestResult } from "@aws-sdk/client-cloudfront";
import { checkCloudFrontFunction, createCloudFrontFunctionEngine, estimateUtilization } from "@featheredge/runtimes";
import type { Context } from "../../context.ts";
import { fail } from "../../protocol/errors.ts";
import { findStore } from "../key-value-store/find.ts";
import { runtimeOf } from "./runtime.ts";

interface Tested {
  readonly code: Uint8Array;
  readonly config: FunctionConfig;
}

/**
 * Runs a stage of a function on an event, as TestFunction does. The compute utilization is an estimate.
 * @throws {CloudFrontError} `InvalidArgument` when the event is no JSON object.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TestResult.html
 */
export async function testRun(
  { code, config }: Tested,
  event: Uint8Array | undefined,
  context: Context,
): Promise<Omit<TestResult, "FunctionSummary">> {
  const source = Buffer.from(code).toString();
  const read = readEvent(event);
  const runtime = runtimeOf(config);
  const finding = checkCloudFrontFunction(source, runtime).find(({ stopsLoading }) => stopsLoading);
  if (finding !== undefined) return failed(`${finding.line}:${finding.column} ${finding.message}`, 0, []);
  const store = config.KeyValueStoreAssociations?.Items?.[0]?.KeyValueStoreARN;
  const entries = store === undefined ? undefined : findStore(store, context)?.entries;
  const engine = await createCloudFrontFunctionEngine(source, {
    runtime,
    now: context.clock,
    ...(entries === undefined ? {} : { keyValueStore: new Map(entries) }),
  });
  try {
    const { output, error, logs, steps } = await engine.run(read);
    if (error !== undefined) return failed(`${error.name}: ${error.message}`, steps, logs);
    const isResponse = typeof output === "object" && output !== null && "statusCode" in output;
    return {
      ComputeUtilization: utilization(steps),
      FunctionExecutionLogs: [...logs],
      FunctionErrorMessage: "",
      FunctionOutput: JSON.stringify(isResponse ? { response: output } : { request: output }),
    };
  } finally {
    engine.dispose();
  }
}

function readEvent(event: Uint8Array | undefined): object {
  try {
    const read: unknown = JSON.parse(Buffer.from(event ?? []).toString());
    if (typeof read === "object" && read !== null) return read;
  } catch {
    // Told below.
  }
  return fail("InvalidArgument", "The event object is no JSON object.");
}

function failed(message: string, steps: number, logs: readonly string[]) {
  return {
    ComputeUtilization: utilization(steps),
    FunctionExecutionLogs: [...logs],
    FunctionErrorMessage: message,
    FunctionOutput: "",
  };
}

function utilization(steps: number): string {
  return String(Math.min(100, estimateUtilization(steps)));
}
