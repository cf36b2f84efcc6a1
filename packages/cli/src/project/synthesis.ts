import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Context } from "../context.ts";
import { run } from "../process/run.ts";
import { AlreadyReported } from "../report/failure.ts";
import { UserError } from "../user-error.ts";
import { synthesisDirectory } from "./stacks.ts";

const app = "stacks/main.ts";

/**
 * Runs the cdktf app: compiles the handlers and writes the stacks' HCL. Its output goes to the user unchanged.
 * @param environments - None: all.
 * @param directory - Where the stacks go, `cdktf.out` unless given.
 * @param dumpDirectory - Where the code after each pass of the compiler goes; nowhere unless given.
 * @param diagnosticsFile - Where diagnostics go as JSON; standard error unless given.
 * @throws {AlreadyReported} when it fails.
 */
export async function synthesize(
  context: Context,
  environments: readonly string[],
  directory = synthesisDirectory(context.root),
  dumpDirectory?: string,
  diagnosticsFile?: string,
): Promise<void> {
  const { root, env, interruption, output } = context;
  if (!existsSync(join(root, app))) throw new UserError(`${app}, the project's cdktf app, is missing. Restore it.`);
  // Not tsx's own command, which would put one more process in between.
  const loader = import.meta.resolve("tsx");
  const { exitCode } = await run(process.execPath, ["--import", loader, app], {
    cwd: root,
    env: {
      ...env,
      FEATHEREDGE_ENVIRONMENTS: environments.join(","),
      CDKTF_OUTDIR: directory,
      FEATHEREDGE_DUMP_PASSES: dumpDirectory,
      FEATHEREDGE_DIAGNOSTICS: diagnosticsFile,
    },
    interruption,
    onStdout: output.passOn,
    onStderr: output.passOn,
  });
  if (exitCode !== 0) {
    throw new AlreadyReported(`${app} ended with exit code ${exitCode}`);
  }
}

/**
 * Synthesizes one environment, and says so first.
 * @throws {AlreadyReported} when it fails.
 */
export async function buildStacks(context: Context, environment: string): Promise<void> {
  context.output.progress(`Building the handlers and stacks of ${environment}`);
  await synthesize(context, [environment]);
}

/**
 * Compiles the handlers of environments. The app builds what it synthesizes; here only the build is wanted, so
 * `cdktf.out` stays as it is.
 * @throws {AlreadyReported} when it fails.
 */
export async function buildHandlers(
  context: Context,
  environments: readonly string[],
  dumpDirectory?: string,
  diagnosticsFile?: string,
): Promise<void> {
  const { root } = context;
  mkdirSync(join(root, ".featheredge"), { recursive: true });
  const aside = mkdtempSync(join(root, ".featheredge", "synthesis-"));
  try {
    await synthesize(context, environments, aside, dumpDirectory && resolve(dumpDirectory), diagnosticsFile);
  } finally {
    // The app removes it when it fails.
    rmSync(aside, { recursive: true, force: true });
  }
}
