import { createHash } from "node:crypto";
import type { FunctionStage, LogLine, Sides, SourceLines } from "@featheredge/inspector/api";
import type { StageTrace } from "../../base/trace.ts";
import type { InspectorContext } from "../context.ts";
import { functionName } from "../names.ts";
import { rounded } from "../summary.ts";
import { requestView, responseView } from "./messages.ts";

/** One run of a function, with the author's lines of its log and of an exception. */
export async function functionStage(
  stage: StageTrace,
  context: Pick<InspectorContext, "lambda" | "project">,
  isSecret: (name: string) => boolean,
): Promise<FunctionStage> {
  const { event, runtime, arn, before, after, warnings, logData, durationMs, computeUtilization, coldStart } = stage;
  const name = functionName(arn);
  const find = sourceFinder(stage, context);
  return {
    kind: event,
    before: sidesOf(before, isSecret),
    ...("failure" in after ? {} : { after: sidesOf(after, isSecret) }),
    function: { name, arn, runtime },
    result: "failure" in after ? "failure" : "response" in after ? "response" : "request",
    ...("failure" in after
      ? { exception: { message: after.failure, frames: await framesOf(after.stack ?? "", find) } }
      : {}),
    logs: await logLines(stage, find),
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

/** Finds the author's lines of positions in a function's code: `1:20`. */
type SourceFinder = (position: string) => Promise<SourceLines | undefined>;

/** Asks the project once for each position, since a loop logs many lines at one. */
function sourceFinder(
  stage: StageTrace,
  { lambda, project }: Pick<InspectorContext, "lambda" | "project">,
): SourceFinder {
  const name = functionName(stage.arn);
  let code: Promise<string | undefined> | undefined;
  const known = new Map<string, Promise<SourceLines | undefined>>();
  return async (position) => {
    const [line, column] = position.split(":").map(Number);
    if (project === undefined || line === undefined || column === undefined) return undefined;
    code ??= sha256Of(stage, lambda);
    const sha256 = await code;
    if (sha256 === undefined) return undefined;
    const source = known.get(position) ?? project.sourceOf({ functionName: name, sha256, line, column });
    known.set(position, source);
    return source;
  };
}

/** The SHA-256 of the code that ran, in hex; undefined if it is not known any more. */
async function sha256Of({ runtime, arn, code }: StageTrace, lambda: InspectorContext["lambda"]) {
  if (runtime === "lambda-at-edge") {
    const version = await lambda?.version(arn);
    return version && Buffer.from(version.codeSha256, "base64").toString("hex");
  }
  return code === undefined ? undefined : createHash("sha256").update(code).digest("hex");
}

/** The lines of a log, each with the innermost of the author's lines that led to it. */
function logLines({ logs, logPositions = [] }: StageTrace, find: SourceFinder): Promise<LogLine[]> {
  return Promise.all(
    logs.map(async (text, index) => {
      for (const position of positionsIn(logPositions[index] ?? "")) {
        const source = await find(position);
        if (source !== undefined) return { text, source };
      }
      return { text };
    }),
  );
}

/** How many of the author's frames are shown. */
const mostFrames = 5;

/** The author's lines of a stack trace. */
async function framesOf(stack: string, find: SourceFinder): Promise<SourceLines[]> {
  const frames: SourceLines[] = [];
  for (const position of positionsIn(stack)) {
    const source = await find(position);
    const last = frames.at(-1)?.at;
    const isRepeated = source !== undefined && last?.file === source.at.file && last.line === source.at.line;
    if (source !== undefined && !isRepeated) frames.push(source);
    if (frames.length === mostFrames) break;
  }
  return frames;
}

/** The positions in a stack trace, or in a list of positions that spaces separate. */
function positionsIn(text: string): string[] {
  return Array.from(text.matchAll(/\b(\d+:\d+)\)?(?=\s|$)/g), ([, position = ""]) => position);
}
