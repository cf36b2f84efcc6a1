import { readFileSync } from "node:fs";
import path from "node:path";
import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { buildEnvironment, type FunctionArtifact } from "@featheredge/compiler";

/** A handler, and its event and runtime. */
export interface ServedHandler {
  /** The handler's folder. @default the handler's name */
  readonly handler?: string;
  readonly event: EdgeEvent;
  /** Pins the runtime. @default the compiler chooses */
  readonly runtime?: EdgeRuntime;
  readonly config?: unknown;
  /** The behavior's origin. @default `app` */
  readonly origin?: string;
  /** Entries of the function's KeyValueStore in addition to those of its config. */
  readonly keyValues?: Readonly<Record<string, string>>;
}

/** A compiled function and its code. */
export interface Compiled {
  readonly artifact: FunctionArtifact;
  readonly code: Buffer;
  /** The entries that its config puts into its KeyValueStore, as a JSON list; undefined if it reads no store. */
  readonly initialEntries: string | undefined;
}

/**
 * Builds handlers in one environment, each for a separate distribution.
 *
 * @param directory the directory for the build
 * @returns the functions by the handlers' names
 * @throws DiagnosticError if the compiler rejects one
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
      const entries = build.stores.find(({ distribution }) => distribution === name);
      return [name, { artifact, code: read(artifact.file), initialEntries: entries && read(entries.file).toString() }];
    }),
  );
}
