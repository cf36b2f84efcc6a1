import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { DiagnosticError, isDiagnosticError } from "@featheredge/diagnostics";

/**
 * Imports a TypeScript or JavaScript file of the project, which its author may have got wrong.
 *
 * @param file - Relative to the root, with slashes.
 * @throws {DiagnosticError} when it is missing or can't be loaded; what is thrown for the user passes as it is.
 */
export async function importProjectFile(root: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  const path = join(root, file);
  if (!existsSync(path)) {
    throw DiagnosticError.of("FE-CLI-003", {
      subject: file,
      message: `${file} is missing.`,
      fix: "Restore it, or run the command in another project.",
    });
  }
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    if (isDiagnosticError(error)) throw error;
    throw DiagnosticError.of("FE-CLI-003", { subject: file, ...reasonOf(error, file, root) }, { cause: error });
  }
}

/** The message with paths inside the project, and the fix where one is known. */
function reasonOf(error: unknown, file: string, root: string): { message: string; fix: string } {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const isPackage = /Cannot find package/.test(message);
  const text = message.replaceAll(root + sep, "").replace(/^TransformError: Transform failed with \d+ errors?:\n/, "");
  return {
    message: `${file} can't be loaded: ${text.trim()}${isPackage ? "." : ""}`,
    fix: isPackage ? "Run npm ci." : "",
  };
}
