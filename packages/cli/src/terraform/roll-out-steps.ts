import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { stacksToDestroy } from "../destroy/select-stacks.ts";
import type { Environment } from "../project/registry.ts";
import { readStacks, type Stack } from "../project/stacks.ts";
import { checkStateNotMoved } from "../state/check-moved.ts";
import { findGoneStacks } from "../state/gone-stacks.ts";

/** Decides which stacks a roll-out takes up. */
export interface StepOptions {
  /** The environment's name. */
  readonly name: string;
  readonly environment: Pick<Environment, "state" | "protections">;
  /** Takes everything away instead. */
  readonly destroy: boolean;
  /** Only this stack; all without it. */
  readonly stack?: string | undefined;
  /** Lifts `prevent_destroy`, for this run only. */
  readonly unprotect: boolean;
}

/** A stack, and what is to become of it. */
export interface Step {
  readonly stack: Stack;
  readonly destroy: boolean;
}

/**
 * Lists the steps on the loopback, in order. Gone stacks go first: a new one may want their names and
 * aliases.
 * @throws {DiagnosticError} when a stack's state is not where its configuration says
 */
export async function findSteps(context: Context, target: AwsTarget, options: StepOptions): Promise<Step[]> {
  const { root, output } = context;
  const { name, environment, destroy, stack: only, unprotect } = options;
  const states = (await target.states?.()) ?? [];
  const current = readStacks(root, name);
  for (const stack of current) checkStateNotMoved(root, stack, states);
  const bucket = environment.state.type === "s3" ? environment.state.bucket : undefined;
  const gone = findGoneStacks(root, { environment: name, bucket, states });
  if (destroy && only !== undefined) {
    return stacksToDestroy(name, only, [...current, ...gone]).map((stack) => ({ stack, destroy }));
  }
  // Stacks that depend on others are destroyed first.
  const steps = (destroy ? current.reverse() : current).map((stack) => ({ stack, destroy }));
  if (gone.length > 0 && environment.protections.preventDestroy && !unprotect) {
    for (const stack of gone) {
      output.progress(
        `${stack.name}: its configuration is gone, but what it made is still on the loopback. It is kept, since ` +
          `environments/${name}.ts has protections.preventDestroy. To take it away together with all of '${name}': ` +
          `featheredge destroy ${name} --loopback --unprotect`,
      );
    }
    return steps;
  }
  for (const stack of gone) output.progress(`${stack.name}: its configuration is gone, so it is destroyed.`);
  return [...gone.map((stack) => ({ stack, destroy: true })), ...steps];
}
