import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Diagnostic, DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { run } from "../process/run.ts";
import { AlreadyReported, mistakesAsText } from "../report/failure.ts";
import { checkTypes } from "../type-check/check-types.ts";
import { withDiagnosticsFile } from "./diagnostics-file.ts";
import { synthesisDirectory } from "./stacks.ts";

const app = "stacks/main.ts";

/** Runs a TypeScript file. */
const loader = fileURLToPath(new URL("../../loader/run.cjs", import.meta.url));

export interface SynthesisSettings {
  /** Where the stacks go. @default `cdktf.out` */
  readonly directory?: string;
  /** Where the code after each pass of the compiler goes. @default nowhere */
  readonly dumpDirectory?: string | undefined;
  /** The name of a preview that is built, too. @default none */
  readonly preview?: string | undefined;
  /** True if a type error of the project fails the synthesis. @default true */
  readonly typeChecked?: boolean;
}

/**
 * Runs the cdktf app: compiles the handlers and writes the stacks' HCL. The app's output goes to the user unchanged.
 * The project's types are checked meanwhile.
 * @param environments - None: all.
 * @returns warnings, which are printed on standard error, too
 * @throws {DiagnosticError} with the app's diagnostics when it fails, and with type errors
 * @throws {AlreadyReported} when it ends without any: it has written a stack trace
 */
export async function synthesize(
  context: Context,
  environments: readonly string[],
  { directory = synthesisDirectory(context.root), dumpDirectory, preview, typeChecked = true }: SynthesisSettings = {},
): Promise<readonly Diagnostic[]> {
  const { root, env, interruption, output } = context;
  if (!existsSync(join(root, app))) {
    throw DiagnosticError.of("FE-CLI-003", {
      subject: app,
      message: `${app}, the project's cdktf app, is missing.`,
      fix: "Restore it.",
    });
  }
  const synthesis = withDiagnosticsFile((file) =>
    run(process.execPath, [loader, app], {
      cwd: root,
      env: {
        ...env,
        FEATHEREDGE_ENVIRONMENTS: environments.join(","),
        CDKTF_OUTDIR: directory,
        FEATHEREDGE_DUMP_PASSES: dumpDirectory,
        FEATHEREDGE_PREVIEW: preview,
        FEATHEREDGE_DIAGNOSTICS: file,
      },
      interruption,
      onStdout: output.passOn,
      onStderr: output.passOn,
    }),
  );
  const [{ result, diagnostics }, typeErrors] = await Promise.all([
    synthesis,
    typeChecked ? checkTypes(context) : Promise.resolve([]),
  ]);
  if (result.exitCode !== 0 || typeErrors.length > 0) {
    const errors = [...typeErrors, ...(diagnostics ?? [])];
    if (errors.length > 0) throw new DiagnosticError(errors);
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
export async function buildStacks(
  context: Context,
  environment: string,
  settings?: Pick<SynthesisSettings, "typeChecked" | "preview">,
): Promise<void> {
  context.output.progress(`Building the handlers and stacks of ${environment}`);
  await synthesize(context, [environment], settings);
}

/**
 * Compiles the handlers of environments. The app builds what it synthesizes; here only the build is wanted, so
 * `cdktf.out` stays as it is.
 * @returns warnings, which are printed on standard error, too
 * @throws as {@link synthesize} does
 */
export function buildHandlers(
  context: Context,
  environments: readonly string[],
  { dumpDirectory, ...settings }: Omit<SynthesisSettings, "directory"> = {},
): Promise<readonly Diagnostic[]> {
  const absolute = dumpDirectory && resolve(dumpDirectory);
  return withFolderAside(context.root, (directory) =>
    synthesize(context, environments, { ...settings, directory, dumpDirectory: absolute }),
  );
}

/**
 * Synthesizes environments for a command that only reads them, so that `cdktf.out`, which Terraform uses, stays as it is.
 * @param read - Gets the folder that the stacks were written to, which is removed afterwards.
 * @throws as {@link synthesize} does
 */
export function synthesizeAside<Result>(
  context: Context,
  environments: readonly string[],
  read: (directory: string) => Promise<Result>,
): Promise<Result> {
  return withFolderAside(context.root, async (directory) => {
    await synthesize(context, environments, { directory, typeChecked: false });
    return read(directory);
  });
}

async function withFolderAside<Result>(root: string, work: (directory: string) => Promise<Result>): Promise<Result> {
  mkdirSync(join(root, ".featheredge"), { recursive: true });
  const aside = mkdtempSync(join(root, ".featheredge", "synthesis-"));
  try {
    return await work(aside);
  } finally {
    // The app removes it when it fails.
    rmSync(aside, { recursive: true, force: true });
  }
}
