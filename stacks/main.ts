import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { buildEnvironment, locateKey } from "@featheredge/compiler";
import { type Diagnostic, DiagnosticError, reportJson, reportText } from "@featheredge/diagnostics";
import { environmentNames, loadEnvironment } from "#environments";
import { buildInput, loadExtensions, type SynthesisInput, stackKinds, synthesize } from "./index.ts";

const root = resolve(import.meta.dirname, "..");
const warnings: Diagnostic[] = [];

/**
 * The cdktf app. Reads FEATHEREDGE_ENVIRONMENTS (names separated by commas; default: all) and cdktf's CDKTF_OUTDIR
 * (default: `cdktf.out`). If FEATHEREDGE_DUMP_PASSES names a directory, the compiler writes the code after each pass there.
 * Diagnostics are printed on standard error, or written as JSON to the file that FEATHEREDGE_DIAGNOSTICS names.
 */
async function main(): Promise<void> {
  const names = chosen(process.env.FEATHEREDGE_ENVIRONMENTS);
  // Load every environment before building any, so that a typo fails fast.
  const environments = await Promise.all(
    names.map(async (name) => ({ name, environment: await loadEnvironment(name) })),
  );
  const inputs: SynthesisInput[] = [];
  for (const { name, environment } of environments) {
    const dumpDirectory = process.env.FEATHEREDGE_DUMP_PASSES;
    const build = await buildEnvironment({ ...buildInput(name, environment, root), dumpDirectory });
    warnings.push(...build.warnings, ...build.functions.flatMap((built) => built.warnings));
    inputs.push({
      name,
      environment,
      build,
      extensions: await loadExtensions(stackKinds, { name, environment }, root),
    });
  }
  const outputDirectory = process.env.CDKTF_OUTDIR ?? "cdktf.out";
  const warn = (warning: Diagnostic) => void warnings.push(warning);
  synthesize(inputs, { kinds: stackKinds, root, outputDirectory, environmentNames, warn });
}

function chosen(names: string | undefined): readonly string[] {
  const list = (names ?? "").split(",").map((name) => name.trim());
  const wanted = new Set(list.filter((name) => name !== ""));
  return wanted.size === 0 ? environmentNames : [...wanted];
}

/** The message of an error that the user can fix; undefined for a defect, whose stack trace is shown. */
function messageFor(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("userFacing" in error) return error.message;
  const { code = "" } = error as NodeJS.ErrnoException;
  const isStorage = ["EACCES", "EDQUOT", "EEXIST", "ENOSPC", "ENOTDIR", "EPERM", "EROFS"].includes(code);
  // The message of Node.js names the file.
  return isStorage
    ? `${error.message}. Free some space, or make the folder writable, then run the command again.`
    : undefined;
}

/** Prints the diagnostics, or writes them where the command that started this program reads them. */
function report(diagnostics: readonly Diagnostic[]): void {
  const sources = { read, locateKey };
  const file = process.env.FEATHEREDGE_DIAGNOSTICS;
  if (file === undefined) process.stderr.write(reportText(diagnostics, sources));
  else writeFileSync(file, reportJson(diagnostics, sources));
}

function read(file: string): string | undefined {
  const path = resolve(root, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

try {
  await main();
  report(warnings);
} catch (error) {
  if (error instanceof DiagnosticError) report([...warnings, ...error.diagnostics]);
  else {
    const message = messageFor(error);
    if (message === undefined) throw error;
    console.error(message);
  }
  process.exitCode = 1;
}
