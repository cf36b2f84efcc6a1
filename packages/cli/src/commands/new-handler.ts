import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { handlerFiles } from "../scaffold/handler-files.ts";
import { checkNewName } from "../scaffold/names.ts";

/**
 * Writes the folder of a new handler, with tests that pass.
 * @throws {DiagnosticError} when the name is not valid or already in use
 */
export function newHandler({ root, output }: Pick<Context, "root" | "output">, name: string): void {
  checkNewName(name, "a handler");
  const handlers = join(root, "edge-handlers");
  const folder = join(handlers, name);
  if (existsSync(folder)) {
    throw DiagnosticError.of("FE-CLI-010", {
      subject: name,
      message: `edge-handlers/${name} exists already.`,
      fix: "Choose another name, or edit the handler that it contains.",
    });
  }
  mkdirSync(handlers, { recursive: true });
  // A folder that is there is complete: it is written aside and then given its name.
  const aside = mkdtempSync(join(handlers, `.${name}-`));
  try {
    const fresh = join(aside, name);
    for (const [file, text] of handlerFiles(name)) {
      mkdirSync(dirname(join(fresh, file)), { recursive: true });
      writeFileSync(join(fresh, file), text);
    }
    renameSync(fresh, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  output.print([...handlerFiles(name).keys()].map((file) => `edge-handlers/${name}/${file}\n`).join(""));
  output.progress(`Test it: npx vitest run edge-handlers/${name}`);
}
