import { readFileSync } from "node:fs";
import path from "node:path";
import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { buildEnvironment, type FunctionArtifact } from "@featheredge/compiler";

/** A handler, and where it runs. */
export interface ServedHandler {
  /** The handler's folder; the handler's own name unless given. */
  readonly handler?: string;
  readonly event: EdgeEvent;
  /** A pin; the compiler chooses unless it is given. */
  readonly runtime?: EdgeRuntime;
  readonly config?: unknown;
  /** The behavior's origin; `app` unless given. */
  readonly origin?: string;
  /** Entries of the function's KeyValueStore, besides those of its config. */
  readonly keyValues?: Readonly<Record<string, string>>;
}

export interface Compiled {
  readonly artifact: FunctionArtifact;
  readonly code: Buffer;
  /** The JSON list of the entries that its config puts into its KeyValueStore; undefined where it reads none. */
  readonly seeds: string | undefined;
}

/**
 * Builds handlers in one environment, each for a distribution of its own.
 *
 * @param directory for what is built
 * @returns the functions by the handlers' names
 * @throws CompileError where one is refused
 */
export async function compile(
  handlersDirectory: string,
  handlers: Readonly<Record<string, ServedHandler>>,
  directory: string,
): Promise<Map<string, Compiled>> {
  const build = await buildEnvironment({
    environment: "served",
    environmentFile: "environments/served.ts",
    handlersDirectory,
    outputDirectory: path.join(directory, "build"),
    cacheDirectory: path.join(directory, "cache"),
    handlers: Object.fromEntries(
      Object.entries(handlers).map(([name, { handler = name, config, runtime }]) => [
        name,
        { handler, config, runtime },
      ]),
    ),
    behaviors: Object.entries(handlers).map(([name, { event }]) => ({
      distribution: name,
      key: `distributions.${name}`,
      path: "*",
      events: { [event]: [name] },
    })),
  });
  const read = (file: string) => readFileSync(path.join(build.directory, file));
  return new Map(
    build.functions.map((artifact) => {
      const [name = ""] = artifact.handlers;
      const seeds = build.seeds.find(({ distribution }) => distribution === name);
      return [name, { artifact, code: read(artifact.file), seeds: seeds && read(seeds.file).toString() }];
    }),
  );
}
