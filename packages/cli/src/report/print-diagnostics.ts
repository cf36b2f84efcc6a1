import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../context.ts";

/**
 * Runs the cdktf app and prints its diagnostics as one JSON document, `{ "diagnostics": [] }`, whether it fails or not.
 *
 * @param run starts the app, which writes the document to the file
 * @throws AlreadyReported when the app failed
 */
export async function printDiagnostics(
  { root, output }: Pick<Context, "root" | "output">,
  run: (file: string) => Promise<void>,
): Promise<void> {
  mkdirSync(join(root, ".featheredge"), { recursive: true });
  const directory = mkdtempSync(join(root, ".featheredge", "diagnostics-"));
  const file = join(directory, "diagnostics.json");
  try {
    await run(file);
  } finally {
    // A defect of the app leaves no document; it has written its stack trace to standard error.
    if (existsSync(file)) output.print(readFileSync(file, "utf8"));
    rmSync(directory, { recursive: true, force: true });
  }
}
