import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { buildEnvironment } from "@featheredge/compiler";
import { DiagnosticError, describeDiagnostic } from "@featheredge/diagnostics";
import { unzipSync } from "fflate";
import { handlersDirectory, type Scenario } from "./library.ts";

/** A compiled function. */
export interface Compiled {
  readonly event: EdgeEvent;
  /** The file to run: a `.js`, or the directory of an unpacked zip. */
  readonly file: string;
  /** The SSM parameter with the KeyValueStore's ARN, for Lambda@Edge; undefined if the function reads no store. */
  readonly storeParameter: string | undefined;
  readonly problems?: never;
}

/** The compiler's errors. */
export interface Rejected {
  readonly problems: readonly string[];
}

/**
 * Compiles a handler, pinned to a runtime, by the compiler's public API.
 *
 * @param cacheDirectory shared by all scenarios, since many of them differ only in the KeyValueStore's values
 * @param events possible events of the function; the first one that the runtime supports is used
 */
export async function compile(
  { handler, config }: Scenario,
  runtime: EdgeRuntime,
  events: readonly EdgeEvent[],
  directory: string,
  cacheDirectory: string,
): Promise<Compiled | Rejected> {
  const problems: string[] = [];
  for (const event of events) {
    const output = path.join(directory, runtime, event);
    try {
      const build = await buildEnvironment({
        environment: "matrix",
        environmentFile: "environments/matrix.ts",
        handlersDirectory,
        outputDirectory: output,
        cacheDirectory,
        handlers: { [handler]: { handler, config, runtime } },
        behaviors: [{ distribution: "site", key: "distributions.site", path: "*", events: { [event]: [handler] } }],
      });
      const [artifact] = build.functions;
      if (artifact === undefined) throw new Error(`The build of ${handler} has no function`);
      const file = path.join(build.directory, artifact.file);
      const unpacked = file.endsWith(".zip") ? unpack(file, path.join(directory, "unpacked", event)) : file;
      return { event, file: unpacked, storeParameter: build.stores[0]?.parameter };
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      problems.push(...error.diagnostics.filter(({ severity }) => severity === "error").map(describeDiagnostic));
    }
  }
  return { problems };
}

/** Unpacks a Lambda function's zip in a folder that has AWS's SDK, which Lambda's runtime includes. */
function unpack(zip: string, directory: string): string {
  const scope = path.join(directory, "node_modules", "@aws-sdk");
  if (!existsSync(scope)) {
    mkdirSync(path.dirname(scope), { recursive: true });
    symlinkSync(path.resolve(import.meta.dirname, "../../node_modules/@aws-sdk"), scope);
  }
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    const target = path.join(directory, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return directory;
}
