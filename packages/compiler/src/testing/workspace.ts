import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Diagnostic, DiagnosticError, describePosition, sentences } from "@featheredge/diagnostics";
import { buildEnvironment } from "../build.ts";
import type { BehaviorInput, BuildInput, EnvironmentBuild, HandlerInput } from "../types.ts";

const require = createRequire(import.meta.url);

/** Diagnostics as they are reported, without their pages. */
function paragraphs(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map((one) => [describePosition(one.at), sentences(one)].filter(Boolean).join(": "));
}

/** A folder of handlers for a test, with this repository's packages in reach. */
export class Workspace {
  readonly directory: string;

  constructor() {
    this.directory = realpathSync(mkdtempSync(path.join(tmpdir(), "featheredge-compiler-")));
    const packages = path.resolve(path.dirname(require.resolve("zod/package.json")), "..");
    symlinkSync(packages, path.join(this.directory, "node_modules"));
  }

  /** Writes a file below `edge-handlers/`. */
  write(file: string, text: string): this {
    const target = path.join(this.directory, "edge-handlers", file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    return this;
  }

  path(...parts: string[]): string {
    return path.join(this.directory, ...parts);
  }

  input(
    handlers: Readonly<Record<string, Partial<HandlerInput>>>,
    behaviors: readonly Partial<BehaviorInput>[],
  ): BuildInput {
    return {
      environment: "prod",
      environmentFile: "environments/prod.ts",
      handlersDirectory: this.path("edge-handlers"),
      outputDirectory: this.path("out", "prod"),
      cacheDirectory: this.path("cache"),
      handlers: Object.fromEntries(
        Object.entries(handlers).map(([name, input]) => [name, { handler: name, config: undefined, ...input }]),
      ),
      behaviors: behaviors.map((behavior, index) => ({
        distribution: "site",
        key: `distributions.site.behaviors[${index}]`,
        path: "/*",
        events: {},
        ...behavior,
      })),
    };
  }

  async build(
    handlers: Readonly<Record<string, Partial<HandlerInput>>>,
    behaviors: readonly Partial<BehaviorInput>[],
    more: Pick<BuildInput, "preview"> = {},
  ): Promise<EnvironmentBuild> {
    return await buildEnvironment({ ...this.input(handlers, behaviors), ...more });
  }

  /** The diagnostics of a build that fails, or else its warnings. */
  async diagnostics(
    handlers: Readonly<Record<string, Partial<HandlerInput>>>,
    behaviors: readonly Partial<BehaviorInput>[],
  ): Promise<readonly Diagnostic[]> {
    try {
      const { functions } = await this.build(handlers, behaviors);
      return functions.flatMap((built) => built.warnings);
    } catch (error) {
      if (error instanceof DiagnosticError) return error.diagnostics;
      throw error;
    }
  }

  /** The errors of a build that fails, as paragraphs without their pages; an empty list when it succeeds. */
  async problems(
    handlers: Readonly<Record<string, Partial<HandlerInput>>>,
    behaviors: readonly Partial<BehaviorInput>[],
  ): Promise<readonly string[]> {
    return paragraphs((await this.diagnostics(handlers, behaviors)).filter(({ severity }) => severity === "error"));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A handler at viewer request that answers with what its body returns, as JSON. */
export function answering(body: string, { isAsync = false } = {}): string {
  return `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
${isAsync ? "async " : ""}function answer(request: any): ${isAsync ? "Promise<unknown>" : "unknown"} {
${body}
}
export default onViewerRequest(${isAsync ? "async " : ""}(request) => respond(200, JSON.stringify(${isAsync ? "await " : ""}answer(request))));
`;
}
