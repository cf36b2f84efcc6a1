import { DiagnosticError, nearest } from "@featheredge/diagnostics";
import type { Stack } from "../project/stacks.ts";

/** Finds a stack by its name, or by its entry's in the environment. @throws {DiagnosticError} when there is none */
export function findStack(environment: string, name: string, stacks: readonly Stack[]): Stack {
  const stack = stacks.find((one) => one.name === name || one.name === `${name}-${environment}`);
  if (stack !== undefined) return stack;
  const known = stacks.map((one) => one.name);
  const near = nearest(name, known);
  throw DiagnosticError.of("FE-CLI-144", {
    subject: name,
    message: `'${environment}' has no stack '${name}'.`,
    fix: `${near === undefined ? "" : `Did you mean '${near}'? `}Known: ${known.join(", ")}.`,
  });
}

/**
 * The stacks to destroy, those that use outputs of others first.
 * @param name - One stack; undefined for all.
 * @throws {DiagnosticError} when there is no such stack, or others use its outputs
 */
export function stacksToDestroy(environment: string, name: string | undefined, stacks: readonly Stack[]): Stack[] {
  if (name === undefined) return [...stacks].reverse();
  const stack = findStack(environment, name, stacks);
  const users = stacks.filter(({ dependencies }) => dependencies.includes(stack.name)).map((one) => one.name);
  if (users.length === 0) return [stack];
  throw DiagnosticError.of("FE-CLI-105", {
    subject: stack.name,
    message: `${users.join(" and ")} ${users.length === 1 ? "uses" : "use"} outputs of ${stack.name}.`,
    fix: `Destroy first: ${users.map((user) => `featheredge destroy ${environment} ${user}`).join(", ")}`,
  });
}
