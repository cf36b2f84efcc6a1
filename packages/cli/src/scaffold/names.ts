import { DiagnosticError } from "@featheredge/diagnostics";

/** The names that `modules/forms.ts` accepts: another one could never be listed in an environment. */
const validName = /^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$/;

/**
 * Checks the name of something new.
 * @param what - Completes "can't name …".
 * @throws {DiagnosticError} when an environment could not list the name
 */
export function checkNewName(name: string, what: string): void {
  if (validName.test(name)) return;
  throw DiagnosticError.of("FE-CLI-010", {
    subject: name,
    message: `'${name}' can't name ${what}.`,
    fix: "Use lower-case letters, digits and inner '-'; begin with a letter, and use at most 31 characters.",
  });
}
