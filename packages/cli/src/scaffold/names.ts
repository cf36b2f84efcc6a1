import { UserError } from "../user-error.ts";

/** The names that `modules/forms.ts` accepts: another one could never be listed in an environment. */
const validName = /^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$/;

/**
 * Checks the name of something new.
 * @param what - Completes "can't name …".
 * @throws {UserError} when an environment could not list the name
 */
export function checkNewName(name: string, what: string): void {
  if (validName.test(name)) return;
  throw new UserError(
    `'${name}' can't name ${what}: a name is lower-case letters, digits and inner '-', begins with a letter, and has 31 characters at most.`,
  );
}
