import { type LambdaAtEdgeResult, lambdaLogGroup } from "@featheredge/runtimes";
import type { LambdaVersion } from "../../../deployment.ts";

/** The lines that one run writes to CloudWatch Logs, those of Lambda itself included. */
export interface LambdaLogs {
  readonly functionName: string;
  readonly version: string;
  readonly account: string;
  /** The region where it ran. */
  readonly region: string;
  /** Lambda's id of the request, not CloudFront's. */
  readonly requestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly lines: readonly { readonly timestamp: number; readonly message: string }[];
  readonly durationMs: number;
  readonly coldStart: boolean;
}

/** One run of a function's version. */
export interface LambdaRun {
  readonly arn: string;
  readonly version: LambdaVersion;
  readonly memoryMb: number;
  readonly requestId: string;
  readonly logStreamName: string;
  readonly cold: boolean;
  readonly started: number;
  readonly result: LambdaAtEdgeResult;
}

/**
 * Adds Lambda's own lines to those of a function. The report has no `Max Memory Used`, since the memory of a run can't be
 * measured apart from its process.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function lambdaLogs(run: LambdaRun): LambdaLogs {
  const { arn, version, requestId, logStreamName, cold, started, result } = run;
  const { durationMs, initDurationMs, logLines, error } = result;
  const ended = started + (initDurationMs ?? 0) + durationMs;
  const at = (timestamp: number, message: string) => ({ timestamp: Math.round(timestamp), message });
  const lines = [
    ...(cold ? [at(started, `INIT_START Runtime Version: ${version.runtime.replace("nodejs", "nodejs:")}`)] : []),
    at(started, `START RequestId: ${requestId} Version: ${version.version}`),
    ...logLines.map(({ time, level, line }) =>
      at(time, level === undefined ? line : [new Date(time).toISOString(), requestId, level, line].join("\t")),
    ),
    ...(error === undefined ? [] : [at(ended, errorLine(error, requestId, ended))]),
    at(ended, `END RequestId: ${requestId}`),
    at(ended, report(run)),
  ];
  return {
    functionName: version.functionName,
    version: version.version,
    account: arn.split(":")[4] ?? "",
    region: "us-east-1",
    requestId,
    logGroupName: lambdaLogGroup(version.functionName),
    logStreamName,
    lines: inOrder(lines),
    durationMs,
    coldStart: cold,
  };
}

/** CloudWatch Logs requires ascending times, but clocks of processes may differ slightly. */
function inOrder(lines: LambdaLogs["lines"]): LambdaLogs["lines"] {
  let last = 0;
  return lines.map(({ timestamp, message }) => {
    last = Math.max(last, timestamp);
    return { timestamp: last, message };
  });
}

function errorLine({ name, message }: { name: string; message: string }, requestId: string, ended: number): string {
  const time = new Date(ended).toISOString();
  if (name === "Sandbox.Timedout") return `${time} ${requestId} ${message}`;
  if (name === "Runtime.ExitError" || name === "Runtime.OutOfMemory") {
    return `RequestId: ${requestId} Error: ${message}\n${name}`;
  }
  return [time, requestId, "ERROR", "Invoke Error", JSON.stringify({ errorType: name, errorMessage: message })].join(
    "\t",
  );
}

function report({ requestId, memoryMb, result: { durationMs, initDurationMs } }: LambdaRun): string {
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs + (initDurationMs ?? 0))} ms`,
    `Memory Size: ${memoryMb} MB`,
  ];
  if (initDurationMs !== undefined) parts.push(`Init Duration: ${initDurationMs.toFixed(2)} ms`);
  return `${parts.join("\t")}\t`;
}
