import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildEnvironment, type FunctionArtifact } from "@featheredge/compiler";
import { DiagnosticError, describeDiagnostic } from "@featheredge/diagnostics";
import { type Group, handlerSource } from "./handler-source.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A temporary folder of handlers, one per group of snippets, with this repository's packages in reach. */
export class CorpusHandlers {
  readonly #directory = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-corpus-")));

  constructor(groups: readonly Group[]) {
    symlinkSync(join(repository, "node_modules"), join(this.#directory, "node_modules"));
    const show = readFileSync(new URL("show.ts", import.meta.url));
    for (const group of groups) {
      const folder = join(this.#directory, "edge-handlers", group.name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "show.ts"), show);
      writeFileSync(join(folder, "handler.ts"), handlerSource(group));
    }
  }

  /**
   * Compiles groups to CloudFront Functions.
   *
   * @returns the groups' code by their names, or the compiler's problems
   */
  async compile(groups: readonly Group[]): Promise<ReadonlyMap<string, string> | readonly string[]> {
    try {
      const { directory, functions } = await this.#build(groups.map(({ name }) => name));
      const read = ({ file }: FunctionArtifact) => readFileSync(join(directory, file), "utf8");
      return new Map(functions.map((artifact) => [artifact.handlers[0] ?? "", read(artifact)]));
    } catch (error) {
      if (error instanceof DiagnosticError) {
        return error.diagnostics.filter(({ severity }) => severity === "error").map(describeDiagnostic);
      }
      throw error;
    }
  }

  /** Returns the body of a group's response when its source runs in Node.js. */
  async runAsWritten({ name }: Group): Promise<unknown> {
    const file = join(this.#directory, "edge-handlers", name, "handler.ts");
    const { default: handler } = await import(pathToFileURL(file).href);
    const response = await handler.handle({ method: "GET", path: "/a/b" }, { config: undefined });
    return response.body;
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true });
  }

  async #build(names: readonly string[]) {
    return await buildEnvironment({
      environment: "corpus",
      environmentFile: "environments/corpus.ts",
      handlersDirectory: join(this.#directory, "edge-handlers"),
      outputDirectory: join(this.#directory, "out"),
      cacheDirectory: join(this.#directory, "cache"),
      handlers: Object.fromEntries(
        names.map((name) => [name, { handler: name, config: undefined, runtime: "cloudfront-function" as const }]),
      ),
      behaviors: names.map((name, index) => ({
        distribution: "corpus",
        key: `distributions.corpus.behaviors[${index}]`,
        path: `/${name}`,
        events: { "viewer-request": [name] },
      })),
    });
  }
}

/** Finds the problems of a build that are about a group's handler, each with its line. */
export function problemsOf({ name }: Group, problems: readonly string[]): { line: number; reason: string }[] {
  const aboutGroup = new RegExp(`\\b${name}/handler\\.ts:(\\d+)((?:(?!snippet-\\d+/handler\\.ts:).)*)`, "gs");
  return problems.flatMap((problem) =>
    [...problem.matchAll(aboutGroup)].map(([, line, reason = ""]) => ({ line: Number(line), reason })),
  );
}
