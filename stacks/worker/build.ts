import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildEnvironment } from "@featheredge/compiler";
import type { Diagnostic } from "@featheredge/diagnostics";
import { environmentNames, loadEnvironment } from "#environments";
import { buildInput, loadExtensions, stackKinds, synthesize } from "../index.ts";
import { digestFiles } from "./digest-files.ts";

/** Where a build is written. */
interface BuildOptions {
  /** The repository's folder. */
  readonly root: string;
  /** A folder that gets `build`, the compiler's artifacts with their manifest, and `stacks`, a folder for each stack. */
  readonly directory: string;
  /** Called with each warning. */
  readonly warn: (warning: Diagnostic) => void;
}

/** A build that succeeded. */
export interface Build {
  /** The SHA-256 of each file below `stacks`, by its path with `/`. */
  readonly files: Readonly<Record<string, string>>;
  /** Writes the same stacks to `cdktf.out`, and the artifacts to where other commands read them. */
  publish(): void;
}

/**
 * Compiles the handlers of an environment and synthesizes its stacks.
 * @throws DiagnosticError with the mistakes of the project; the output of the build before it stays as it was
 */
export async function build(name: string, { root, directory, warn }: BuildOptions): Promise<Build> {
  const environment = await loadEnvironment(name);
  const input = buildInput(name, environment, root);
  const built = await buildEnvironment({ ...input, outputDirectory: join(directory, "build") });
  for (const warning of built.functions.flatMap(({ warnings }) => warnings)) warn(warning);
  const extensions = await loadExtensions(stackKinds, { name, environment }, root);
  const inputs = [{ name, environment, build: built, extensions }];
  const options = { kinds: stackKinds, root, environmentNames };
  synthesize(inputs, { ...options, outputDirectory: directory, warn });
  return {
    files: digestFiles(join(directory, "stacks")),
    publish() {
      synthesize(inputs, { ...options, outputDirectory: join(root, "cdktf.out") });
      rmSync(input.outputDirectory, { recursive: true, force: true });
      cpSync(join(directory, "build"), input.outputDirectory, { recursive: true });
    },
  };
}
