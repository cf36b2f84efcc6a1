import { resolve } from "node:path";
import { forgetProjectModules } from "@featheredge/compiler/project-modules";
import { type Diagnostic, diagnoseStorage, isDiagnosticError } from "@featheredge/diagnostics";
import type { Build } from "./build.ts";

const root = resolve(import.meta.dirname, "../..");

/** Asks for a build, or for the publication of the last one that succeeded. */
type Request = { readonly id: number } & (
  | {
      readonly type: "build";
      readonly environment: string;
      /** An absolute path: see `BuildOptions`. */
      readonly directory: string;
      /** The files that have changed since the last build, as paths from the project's root with `/`. */
      readonly changed: readonly string[];
    }
  | { readonly type: "publish" }
);

interface Answer {
  readonly warnings: readonly Diagnostic[];
  /** The mistakes of the project. Undefined if there are none. */
  readonly errors?: readonly Diagnostic[] | undefined;
  /** The stack trace of a defect. */
  readonly defect?: string | undefined;
  /** Of the last build that succeeded: the id of its request, and its files. */
  readonly number?: number;
  readonly files?: Build["files"];
  /** The memory of this process, in bytes. */
  readonly memory: number;
}

let last: (Build & { readonly number: number }) | undefined;

/**
 * Answers `featheredge up`, which starts this process. The compiler, cdktf and their caches stay loaded, so that a build
 * after an edit takes a fraction of the time that it takes in a new process.
 */
async function answer(request: Request): Promise<Answer> {
  const warnings: Diagnostic[] = [];
  try {
    if (request.type === "publish") {
      if (last === undefined) throw new Error("There is no build to publish.");
      last.publish();
    } else {
      forgetProjectModules(root, { changed: request.changed, running: __filename });
      const { build } = await import("./build.ts");
      const warn = (warning: Diagnostic) => void warnings.push(warning);
      const built = await build(request.environment, { root, directory: request.directory, warn });
      last = { ...built, number: request.id };
    }
    return { warnings, number: last.number, files: last.files, memory: process.memoryUsage.rss() };
  } catch (error) {
    const storage = diagnoseStorage(error);
    const errors = isDiagnosticError(error) ? error.diagnostics : storage && [storage];
    const defect = errors === undefined ? String((error as Error).stack) : undefined;
    return { warnings, errors: errors ?? [], defect, memory: process.memoryUsage.rss() };
  }
}

let turn = Promise.resolve();
process.on("message", (request: Request) => {
  turn = turn.then(async () => void process.send?.({ id: request.id, ...(await answer(request)) }));
});
process.once("disconnect", () => process.exit());
