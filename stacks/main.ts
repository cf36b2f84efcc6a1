import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { buildEnvironment, locateKey } from "@featheredge/compiler";
import {
  type Diagnostic,
  DiagnosticError,
  diagnoseStorage,
  isDiagnosticError,
  reportJson,
  reportText,
} from "@featheredge/diagnostics";
import { environmentNames, loadEnvironment } from "#environments";
import { buildInput, buildPreviews, loadExtensions, type SynthesisInput, stackKinds, synthesize } from "./index.ts";

const root = resolve(import.meta.dirname, "..");
const warnings: Diagnostic[] = [];

/**
 * The cdktf app. Reads FEATHEREDGE_ENVIRONMENTS (names separated by commas; default: all) and cdktf's CDKTF_OUTDIR
 * (default: `cdktf.out`). If FEATHEREDGE_DUMP_PASSES names a directory, the compiler writes the code after each pass there.
 * If FEATHEREDGE_PREVIEW names a preview, it is built, too. Diagnostics are printed on standard error, or written as JSON to the file that FEATHEREDGE_DIAGNOSTICS names.
 */
async function main(): Promise<void> {
  const names = chosen(process.env.FEATHEREDGE_ENVIRONMENTS);
  // Load every environment before building any, so that a typo fails fast.
  const environments = await loadAll(names);
  const inputs: SynthesisInput[] = [];
  for (const { name, environment } of environments) {
    const dumpDirectory = process.env.FEATHEREDGE_DUMP_PASSES;
    const build = await buildEnvironment({ ...buildInput(name, environment, root), dumpDirectory });
    warnings.push(...build.functions.flatMap((built) => built.warnings));
    inputs.push({
      name,
      environment,
      build,
      extensions: await loadExtensions(stackKinds, { name, environment }, root),
    });
  }
  const preview = process.env.FEATHEREDGE_PREVIEW;
  if (preview !== undefined) await buildPreviews(environments, preview, root);
  const outputDirectory = process.env.CDKTF_OUTDIR ?? "cdktf.out";
  const warn = (warning: Diagnostic) => void warnings.push(warning);
  synthesize(inputs, { kinds: stackKinds, root, outputDirectory, environmentNames, warn });
}

/** @throws DiagnosticError with the mistakes of all environments */
async function loadAll(names: readonly string[]) {
  const loaded = await Promise.allSettled(
    names.map(async (name) => ({ name, environment: await loadEnvironment(name) })),
  );
  const errors = loaded.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  const defect = errors.find((error) => !isDiagnosticError(error));
  if (defect !== undefined) throw defect;
  if (errors.length > 0) throw new DiagnosticError(errors.flatMap(({ diagnostics }: DiagnosticError) => diagnostics));
  return loaded.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

function chosen(names: string | undefined): readonly string[] {
  const list = (names ?? "").split(",").map((name) => name.trim());
  const wanted = new Set(list.filter((name) => name !== ""));
  return wanted.size === 0 ? environmentNames : [...wanted];
}

/** The diagnostics of an error that the user can fix; undefined for a defect, whose stack trace is shown. */
function diagnosticsOf(error: unknown): readonly Diagnostic[] | undefined {
  if (isDiagnosticError(error)) return error.diagnostics;
  const storage = diagnoseStorage(error);
  return storage === undefined ? undefined : [storage];
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

async function runAndReport(): Promise<void> {
  try {
    await main();
    report(warnings);
  } catch (error) {
    const diagnostics = diagnosticsOf(error);
    if (diagnostics === undefined) throw error;
    report([...warnings, ...diagnostics]);
    process.exitCode = 1;
  }
}

// Without an await: the file is compiled to CommonJS when `featheredge` runs it.
void runAndReport();
