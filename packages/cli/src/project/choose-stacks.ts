import { DiagnosticError, nearest } from "@featheredge/diagnostics";

/**
 * Chooses stacks by their names.
 * @param names - Each a name, or several separated by commas; none: all stacks.
 * @throws {DiagnosticError} when there is no stack of a name
 */
export function chooseStacks<T extends { readonly name: string }>(
  environment: string,
  stacks: readonly T[],
  names: readonly string[],
): T[] {
  const wanted = names.flatMap((name) => name.split(",")).filter((name) => name !== "");
  const known = stacks.map(({ name }) => name);
  for (const name of wanted.filter((one) => !known.includes(one))) {
    const near = nearest(name, known);
    throw DiagnosticError.of("FE-CLI-144", {
      subject: name,
      message: `'${environment}' has no stack '${name}'.`,
      fix: `${near === undefined ? "" : `Did you mean '${near}'? `}Known: ${known.join(", ")}.`,
    });
  }
  return wanted.length === 0 ? [...stacks] : stacks.filter(({ name }) => wanted.includes(name));
}
