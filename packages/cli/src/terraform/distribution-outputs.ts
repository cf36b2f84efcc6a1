import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { Environment } from "../project/registry.ts";
import { readStacks } from "../project/stacks.ts";
import { initialize, openSession } from "./session.ts";
import { pullState } from "./state-version.ts";

/** The part of a state that is read here. */
interface State {
  readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** A distribution of an environment, by its key. */
export interface NamedDistribution {
  /** The environment's name. */
  readonly name: string;
  readonly environment: Environment;
  readonly distribution: string;
}

/**
 * Reads the outputs that a distribution's stack has in its state, by their names without the distribution's prefix:
 * `distribution_id`. The stacks must be synthesized.
 *
 * @returns a function that returns an output; undefined if it was not applied
 */
export async function readDistributionOutputs(
  context: Context,
  target: AwsTarget,
  { name, environment, distribution }: NamedDistribution,
): Promise<(output: string) => unknown> {
  const stackName = environment.distributions[distribution]?.stack ?? distribution;
  const outputs = await readOutputs(context, target, { environment: name, stack: `${stackName}-${name}` });
  return (output) => outputs[outputName(stackName, distribution, output)];
}

/**
 * Reads the outputs that a stack has in its state. The stacks must be synthesized.
 *
 * @param of the environment's name, and the stack's: `site-prod`
 * @returns {} if the stack was not applied
 */
export async function readOutputs(
  context: Context,
  target: AwsTarget,
  { environment, stack: stackName }: { readonly environment: string; readonly stack: string },
): Promise<Readonly<Record<string, unknown>>> {
  const stack = readStacks(context.root, environment).find(({ name }) => name === stackName);
  if (stack === undefined) return {};
  const session = await openSession(context, [stack], target);
  await target.withRegistry(session.setup, () => initialize(context, session, stack));
  const pulled = await pullState(context, session, stack);
  const { outputs = {} }: State = pulled.trim() === "" ? {} : JSON.parse(pulled);
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

/** The name of a distribution's output in its stack. */
export function outputName(stack: string, distribution: string, output: string): string {
  return stack === distribution ? output : `${distribution.replaceAll("-", "_")}_${output}`;
}
