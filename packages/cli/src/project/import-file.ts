import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { isUserFacing, UserError } from "../user-error.ts";

/**
 * Imports a TypeScript or JavaScript file of the project, which its author may have got wrong.
 *
 * @param file - Relative to the root, with slashes.
 * @throws {UserError} when it is missing or can't be loaded; what is thrown for the user passes as it is.
 */
export async function importProjectFile(root: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  const path = join(root, file);
  if (!existsSync(path)) throw new UserError(`${file} is missing. Restore it, or run the command in another project.`);
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    if (isUserFacing(error)) throw error;
    throw new UserError(`${file} can't be loaded: ${reasonOf(error, root)}`, { cause: error });
  }
}

/** The message with paths inside the project, and the fix where one is known. */
function reasonOf(error: unknown, root: string): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const isPackage = /Cannot find package/.test(message);
  const text = message.replaceAll(root + sep, "").replace(/^TransformError: Transform failed with \d+ errors?:\n/, "");
  return isPackage ? `${text}. Run npm ci.` : text;
}
