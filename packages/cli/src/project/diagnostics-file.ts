import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "@featheredge/diagnostics";

/**
 * Runs work that starts the cdktf app, which writes its diagnostics to a file.
 *
 * @param work gets the file's path
 * @returns the result of the work, and the diagnostics: undefined when the app ended without writing them
 */
export async function withDiagnosticsFile<Result>(
  work: (file: string) => Promise<Result>,
): Promise<{ readonly result: Result; readonly diagnostics: readonly Diagnostic[] | undefined }> {
  const directory = mkdtempSync(join(tmpdir(), "featheredge-diagnostics-"));
  const file = join(directory, "diagnostics.json");
  try {
    const result = await work(file);
    const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    return { result, diagnostics: text === undefined ? undefined : JSON.parse(text).diagnostics };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
