import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../context.ts";
import type { Stack, StackFolder } from "../project/stacks.ts";
import type { Session } from "./session.ts";
import { pullState } from "./state-version.ts";

/**
 * The stacks whose outputs a stack uses and whose states do not have these outputs yet, or not at the stack's present
 * name. Terraform can't plan the stack before they are applied.
 * @param stacks - The environment's stacks; the dependencies among them must be initialized.
 */
export async function findUnapplied(
  context: Context,
  session: Session,
  { dependencies }: Stack,
  stacks: readonly Stack[],
): Promise<string[]> {
  const unapplied: string[] = [];
  for (const stack of stacks.filter(({ name }) => dependencies.includes(name))) {
    if (session.locations.has(stack.name) || !hasOutputs(await pullState(context, session, stack), outputNames(stack)))
      unapplied.push(stack.name);
  }
  return unapplied;
}

/** Completes a stack's name in a summary. */
export function describeWaiting(unapplied: readonly string[]): string {
  const names = unapplied.join(" and ");
  return `Not planned: it uses outputs of ${names}, which must be applied first. Apply ${names}, then plan again.`;
}

/** The outputs of a stack, as synthesis writes them to its metadata. */
function outputNames({ name, directory }: StackFolder): string[] {
  const { outputs = {} } = JSON.parse(readFileSync(join(directory, "metadata.json"), "utf8"))["//"] ?? {};
  return Object.values(outputs[name] ?? {});
}

/** @param pulled - A state, as `terraform state pull` prints it; "" where there is none. */
export function hasOutputs(pulled: string, names: readonly string[]): boolean {
  const { outputs = {} }: { outputs?: object } = pulled.trim() === "" ? {} : JSON.parse(pulled);
  return names.every((name) => Object.hasOwn(outputs, name));
}
