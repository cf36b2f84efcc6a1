import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Diagnostic, DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { run } from "../process/run.ts";
import { AlreadyReported, mistakesAsText } from "../report/failure.ts";
import { withDiagnosticsFile } from "./diagnostics-file.ts";
import { synthesisDirectory } from "./stacks.ts";

const app = "stacks/main.ts";

/** Runs a TypeScript file. */
const loader = fileURLToPath(new URL("../../loader/run.cjs", import.meta.url));

/**
 * Runs the cdktf app: compiles the handlers and writes the stacks' HCL. The app's output goes to the user unchanged.
 * @param environments - None: all.
 * @param directory - Where the stacks go, `cdktf.out` unless given.
 * @param dumpDirectory - Where the code after each pass of the compiler goes; nowhere unless given.
 * @returns warnings, which are printed on standard error, too
 * @throws {DiagnosticError} with the app's diagnostics when it fails
 * @throws {AlreadyReported} when it ends without any: it has written a stack trace
 */
export async function synthesize(
  context: Context,
  environments: readonly string[],
  directory = synthesisDirectory(context.root),
  dumpDirectory?: string,
): Promise<readonly Diagnostic[]> {
  const { root, env, interruption, output } = context;
  if (!existsSync(join(root, app))) {
    throw DiagnosticError.of("FE-CLI-003", {
      subject: app,
      message: `${app}, the project's cdktf app, is missing.`,
      fix: "Restore it.",
    });
  }
  const { result, diagnostics } = await withDiagnosticsFile((file) =>
    run(process.execPath, [loader, app], {
      cwd: root,
      env: {
        ...env,
        FEATHEREDGE_ENVIRONMENTS: environments.join(","),
        CDKTF_OUTDIR: directory,
        FEATHEREDGE_DUMP_PASSES: dumpDirectory,
        FEATHEREDGE_DIAGNOSTICS: file,
      },
      interruption,
      onStdout: output.passOn,
      onStderr: output.passOn,
    }),
  );
  if (result.exitCode !== 0) {
    if (diagnostics !== undefined) throw new DiagnosticError(diagnostics);
    throw new AlreadyReported(`${app} ended with exit code ${result.exitCode}`);
  }
  const warnings = diagnostics ?? [];
  if (warnings.length > 0) output.passOn(await mistakesAsText(root, warnings));
  return warnings;
}

/**
 * Synthesizes one environment, and says so first.
 * @throws as {@link synthesize} does
 */
export async function buildStacks(context: Context, environment: string): Promise<void> {
  context.output.progress(`Building the handlers and stacks of ${environment}`);
  await synthesize(context, [environment]);
}

/**
 * Compiles the handlers of environments. The app builds what it synthesizes; here only the build is wanted, so
 * `cdktf.out` stays as it is.
 * @returns warnings, which are printed on standard error, too
 * @throws as {@link synthesize} does
 */
export async function buildHandlers(
  context: Context,
  environments: readonly string[],
  dumpDirectory?: string,
): Promise<readonly Diagnostic[]> {
  const { root } = context;
  mkdirSync(join(root, ".featheredge"), { recursive: true });
  const aside = mkdtempSync(join(root, ".featheredge", "synthesis-"));
  try {
    return await synthesize(context, environments, aside, dumpDirectory && resolve(dumpDirectory));
  } finally {
    // The app removes it when it fails.
    rmSync(aside, { recursive: true, force: true });
  }
}
