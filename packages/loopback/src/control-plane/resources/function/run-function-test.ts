import type { FunctionConfig, TestResult } from "@aws-sdk/client-cloudfront";
import { cloudFrontFunctionQuotas } from "@featheredge/aws-rules";
import { sentences } from "@featheredge/diagnostics";
import { checkCloudFrontFunction, createCloudFrontFunctionEngine, estimateUtilization } from "@featheredge/runtimes";
import { InvalidResult } from "../../../data-plane/functions/failure.ts";
import type { Context } from "../../context.ts";
import { fail } from "../../protocol/errors.ts";
import { findStore } from "../key-value-store/kind.ts";
import { testOutput } from "./function-test-output.ts";
import { runtimeOf } from "./kind.ts";

/** The beginning of every failure's message. */
const couldNotRun = "The CloudFront function associated with the CloudFront distribution is invalid or could not run. ";

interface Tested {
  readonly code: Uint8Array;
  readonly config: FunctionConfig;
}

/**
 * Runs a stage of a function on an event, as TestFunction does. The compute utilization is an estimate.
 * @throws {CloudFrontError} `InvalidArgument` when the event is too large, or is not a JSON object.
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
  const syntaxError = checkCloudFrontFunction(source, runtime).find(({ stopsLoading }) => stopsLoading);
  if (syntaxError !== undefined) {
    return failed(`SyntaxError: ${sentences(syntaxError)} (line ${syntaxError.line})`, 0, []);
  }
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
    const result = readOutput(output, read);
    if (result instanceof InvalidResult) return failed(result.message, steps, logs);
    return {
      ComputeUtilization: utilization(steps),
      FunctionExecutionLogs: [...logs],
      FunctionErrorMessage: "",
      FunctionOutput: JSON.stringify(result),
    };
  } finally {
    engine.dispose();
  }
}

function readOutput(output: unknown, event: object): object {
  try {
    return testOutput(output, event);
  } catch (error) {
    if (error instanceof InvalidResult) return error;
    throw error;
  }
}

function readEvent(event: Uint8Array | undefined): object {
  const most = cloudFrontFunctionQuotas.testEventBytes.value;
  if ((event?.byteLength ?? 0) > most) {
    fail("InvalidArgument", `The event object has ${event?.byteLength} bytes; CloudFront takes ${most}.`);
  }
  try {
    const read: unknown = JSON.parse(Buffer.from(event ?? []).toString());
    if (typeof read === "object" && read !== null) return read;
  } catch {
    // Reported below.
  }
  return fail("InvalidArgument", "The event object must be a JSON object.");
}

function failed(message: string, steps: number, logs: readonly string[]) {
  return {
    ComputeUtilization: utilization(steps),
    FunctionExecutionLogs: [...logs],
    FunctionErrorMessage: `${couldNotRun}${message}`,
    FunctionOutput: "",
  };
}

function utilization(steps: number): string {
  return String(Math.min(100, estimateUtilization(steps)));
}
