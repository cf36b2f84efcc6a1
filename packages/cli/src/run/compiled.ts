import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { buildEnvironment, type FunctionArtifact } from "@featheredge/compiler";
import {
  type CloudFrontFunctionEvent,
  createCloudFrontFunctionEngine,
  fromCloudFrontFunctionResult,
  type RunResult,
  runInNjs,
  withRawQuery,
} from "@featheredge/runtimes";
import type { Engine, Ran, RunInput } from "./engine.ts";
import { runLambda } from "./lambda.ts";
import { outcomeOf } from "./outcome.ts";

const runtimes = { quickjs: "cloudfront-function", njs: "cloudfront-function", lambda: "lambda-at-edge" } as const;

/**
 * Compiles a handler for an engine and runs the artifact; without an engine, in the runtime that the compiler chooses.
 * @param scratch - A folder for the build, below the project's root.
 * @throws DiagnosticError when it can't be compiled for that engine, with the reasons.
 */
export async function runCompiled(
  input: RunInput,
  wanted: Exclude<Engine, "node"> | undefined,
  scratch: string,
): Promise<Ran> {
  const directory = mkdtempSync(join(scratch, "run-"));
  try {
    const { instance, file, config, at } = input;
    const folder = dirname(file);
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
    rmSync(directory, { recursive: true, force: true });
  }
}

async function runFunction(input: RunInput, code: string, engine: "quickjs" | "njs"): Promise<Ran> {
  const keyValueStore = new Map(Object.entries(input.kvs));
  const event = withRawQuery(input.event as CloudFrontFunctionEvent);
  const read = (output: unknown) => fromCloudFrontFunctionResult(output, event);
  if (engine === "njs") {
    const [result] = await runInNjs(code, [event], { keyValueStore });
    return { engine, ...functionOutcome(result as RunResult, read) };
  }
  const loaded = await createCloudFrontFunctionEngine(code, { keyValueStore });
  try {
    const result = await loaded.run(event);
    return { engine, steps: result.steps, ...functionOutcome(result, read) };
  } finally {
    loaded.dispose();
  }
}

/** The request or response with the calls that chose its origin: CloudFront acts on them when the function is done. */
function functionOutcome(result: RunResult, read: (output: unknown) => unknown): Omit<Ran, "engine"> {
  const ran = outcomeOf(result, read);
  const { origin, logData } = result;
  return {
    ...ran,
    ...(ran.outcome === undefined || origin === undefined ? {} : { outcome: { ...ran.outcome, origin } }),
    ...(logData === undefined ? {} : { logData }),
  };
}
