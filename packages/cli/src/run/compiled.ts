import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { buildEnvironment, type FunctionArtifact } from "@featheredge/compiler";
import type { Outcome } from "@featheredge/edge-sdk/testing";
import {
  type CloudFrontFunctionEvent,
  createCloudFrontFunctionEngine,
  fromCloudFrontFunctionResult,
  fromLambdaResult,
  NjsMissing,
  type RunResult,
  runInNjs,
  runLambdaAtEdge,
  toLambdaEvent,
  withRawQuery,
} from "@featheredge/runtimes";
import { unzipSync } from "fflate";
import { UserError } from "../user-error.ts";
import type { Engine, Ran, RunInput } from "./engine.ts";

const runtimes = { quickjs: "cloudfront-function", njs: "cloudfront-function", lambda: "lambda-at-edge" } as const;

/**
 * Compiles a handler for an engine and runs the artifact; without an engine, where the compiler places it.
 * @param scratch - A folder for the build, below the project's root.
 * @throws CompileError when it can't be compiled for that engine, with the reasons.
 */
export async function runCompiled(
  input: RunInput,
  wanted: Exclude<Engine, "node"> | undefined,
  scratch: string,
): Promise<Ran> {
  const directory = mkdtempSync(join(scratch, "run-"));
  try {
    const { instance, folder, config, at } = input;
    const build = await buildEnvironment({
      environment: "run",
      environmentFile: "featheredge run",
      handlersDirectory: dirname(folder),
      outputDirectory: join(directory, "build"),
      cacheDirectory: join(scratch, "cache"),
      handlers: {
        [instance]: { handler: basename(folder), config, runtime: wanted === undefined ? undefined : runtimes[wanted] },
      },
      behaviors: [{ distribution: "run", key: "event", path: "*", events: { [at]: [instance] } }],
    });
    const [artifact] = build.functions as [FunctionArtifact];
    const engine = wanted ?? (artifact.runtime === "cloudfront-function" ? "quickjs" : "lambda");
    const content = readFileSync(join(build.directory, artifact.file));
    if (engine === "lambda") return await runLambda(input, content, directory);
    return await runFunction(input, content.toString(), engine);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function runFunction(input: RunInput, code: string, engine: "quickjs" | "njs"): Promise<Ran> {
  const keyValueStore = new Map(Object.entries(input.kvs));
  const event = withRawQuery(input.event as CloudFrontFunctionEvent);
  const read = (output: unknown) => fromCloudFrontFunctionResult(output, event);
  if (engine === "njs") {
    const [result] = await runInNjs(code, [event], { keyValueStore }).catch((error: unknown) => {
      throw error instanceof NjsMissing ? new UserError(error.message) : error;
    });
    return { engine, ...outcomeOf(result as RunResult, read) };
  }
  const loaded = await createCloudFrontFunctionEngine(code, { keyValueStore });
  try {
    const result = await loaded.run(event);
    return { engine, steps: result.steps, ...outcomeOf(result, read) };
  } finally {
    loaded.dispose();
  }
}

async function runLambda({ event: native, at, env }: RunInput, zip: Uint8Array, directory: string): Promise<Ran> {
  const event = native as CloudFrontFunctionEvent;
  for (const [name, bytes] of Object.entries(unzipSync(zip))) writeFileSync(join(directory, name), bytes);
  const result = await runLambdaAtEdge(directory, toLambdaEvent(event, at), {
    event: at,
    // Lambda's Node.js is AWS's choice; what the SDK thinks of this machine's is no log of the handler.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true", ...env },
  });
  return { engine: "lambda", ...outcomeOf(result, (output) => fromLambdaResult(output, event, at)) };
}

/** What CloudFront would take for a request or a response; what is neither fails here as it would there. */
function outcomeOf({ output, error, logs }: RunResult, read: (output: unknown) => unknown): Omit<Ran, "engine"> {
  if (error !== undefined) return { error, logs };
  try {
    return { outcome: read(output) as Outcome, logs };
  } catch (failure) {
    return {
      error: { name: "TypeError", message: failure instanceof Error ? failure.message : String(failure) },
      logs,
    };
  }
}
