import type { FunctionStage, ProjectView, Sides, SourceLines } from "@featheredge/inspector/api";
import type { StageTrace } from "../../base/trace.ts";
import { functionName } from "../names.ts";
import { rounded } from "../summary.ts";
import { requestView, responseView } from "./messages.ts";

/** One run of a function, with the author's lines of an exception. */
export async function functionStage(
  stage: StageTrace,
  project: ProjectView | undefined,
  isSecret: (name: string) => boolean,
): Promise<FunctionStage> {
  const { event, runtime, arn, before, after, logs, warnings, logData, durationMs, computeUtilization, coldStart } =
    stage;
  const name = functionName(arn);
  return {
    kind: event,
    before: sidesOf(before, isSecret),
    ...("failure" in after ? {} : { after: sidesOf(after, isSecret) }),
    function: { name, arn, runtime },
    result: "failure" in after ? "failure" : "response" in after ? "response" : "request",
    ...("failure" in after
      ? { exception: { message: after.failure, frames: await framesOf(name, after.stack ?? "", project) } }
      : {}),
    logs: logs.map((text) => ({ text })),
    warnings: [...warnings],
    ...(logData === undefined ? {} : { logData }),
    durationMs: rounded(durationMs),
    ...(computeUtilization === undefined ? {} : { computeUtilization: Math.round(computeUtilization) }),
    ...(coldStart === undefined ? {} : { coldStart }),
    ahead: stage.ahead !== undefined,
  };
}

function sidesOf(
  message: StageTrace["before"] | Exclude<StageTrace["after"], { readonly failure: string }>,
  isSecret: (name: string) => boolean,
): Sides {
  const bodyBytes = "bodyBytes" in message ? message.bodyBytes : undefined;
  const response = "response" in message ? message.response : undefined;
  return {
    ...("request" in message
      ? { request: requestView(message.request, isSecret, response === undefined ? bodyBytes : undefined) }
      : {}),
    ...(response === undefined
      ? {}
      : { response: responseView({ ...response, statusText: response.statusDescription }, isSecret, bodyBytes) }),
  };
}

/** How many of the author's frames are shown. */
const mostFrames = 5;

/** The author's lines of a stack trace, by the function's source map. */
async function framesOf(name: string, stack: string, project: ProjectView | undefined): Promise<SourceLines[]> {
  if (project === undefined) return [];
  const frames: SourceLines[] = [];
  for (const [, line, column] of stack.matchAll(/:(\d+):(\d+)\)?$/gm)) {
    const source = await project.sourceOf(name, Number(line), Number(column));
    const last = frames.at(-1)?.at;
    const isRepeated = source !== undefined && last?.file === source.at.file && last.line === source.at.line;
    if (source !== undefined && !isRepeated) frames.push(source);
    if (frames.length === mostFrames) break;
  }
  return frames;
}
