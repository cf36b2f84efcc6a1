import type { Context } from "../context.ts";
import type { Environment } from "../project/registry.ts";
import type { StackFolder } from "../project/stacks.ts";
import type { Session } from "../terraform/session.ts";
import { pullState } from "../terraform/state-version.ts";

/** The names of the stacks of an environment's distribution with `continuousDeployment`. */
export interface PromotedStacks {
  /** Holds the distribution that viewers use. It changes when the candidate is promoted. */
  readonly primary: string;
  /** Holds the staging distribution and the policy. */
  readonly candidate: string;
}

/** @param name the environment's */
export function promotedStacks(name: string, distribution: string, { distributions }: Environment): PromotedStacks {
  const primary = distributions[distribution]?.stack ?? distribution;
  return { primary: `${primary}-${name}`, candidate: `${distribution}-next-${name}` };
}

/** The names that the stacks of candidates of a stack's distributions have, or had before their option was removed. */
export function candidatesOf(
  stack: string,
  { name, environment }: { readonly name: string; readonly environment: Environment },
): string[] {
  return Object.keys(environment.distributions)
    .map((key) => promotedStacks(name, key, environment))
    .filter(({ primary }) => primary === stack)
    .map(({ candidate }) => candidate);
}

/**
 * The key of the distribution for whose promotion a stack waits: an apply changes only its candidate, once the
 * distribution exists. The stack must be initialized.
 *
 * @returns undefined for a stack that an apply changes
 */
export async function heldDistribution(
  context: Context,
  session: Session,
  stack: StackFolder,
  { name, environment }: { readonly name: string; readonly environment: Environment },
): Promise<string | undefined> {
  const key = Object.keys(environment.distributions).find(
    (one) =>
      environment.distributions[one]?.continuousDeployment !== undefined &&
      promotedStacks(name, one, environment).primary === stack.name,
  );
  return key !== undefined && hasDistribution(await pullState(context, session, stack)) ? key : undefined;
}

/** True if a state, as `terraform state pull` prints it, has a distribution. */
export function hasDistribution(pulled: string): boolean {
  if (pulled.trim() === "") return false;
  const { resources }: { resources: readonly { mode: string; type: string; instances: readonly unknown[] }[] } =
    JSON.parse(pulled);
  return resources.some(
    ({ mode, type, instances }) => mode === "managed" && type === "aws_cloudfront_distribution" && instances.length > 0,
  );
}

/** A sentence about a stack that is held. */
export function describeHeld(name: string, distribution: string): string {
  return `Held: it changes when its candidate is promoted, by 'featheredge promote ${name} ${distribution}'.`;
}
