import { DiagnosticError, nearest } from "@featheredge/diagnostics";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { Environment } from "../project/registry.ts";
import { readStacks } from "../project/stacks.ts";
import { initialize, openSession } from "../terraform/session.ts";
import { pullState } from "../terraform/state-version.ts";

/** The part of a state that is read here. */
interface State {
  readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
}

/**
 * The ARN of a distribution's KeyValueStore, which is an output of its stack. The stacks must be synthesized.
 *
 * @throws DiagnosticError if there is no such distribution, or its store was not applied
 */
export async function findStoreArn(
  context: Context,
  target: AwsTarget,
  { name, environment, distribution }: { name: string; environment: Environment; distribution: string },
): Promise<string> {
  const stackName = environment.distributions[distribution]?.stack ?? distribution;
  const stack = readStacks(context.root, name).find((one) => one.name === `${stackName}-${name}`);
  if (stack !== undefined) {
    const session = await openSession(context, [stack], target);
    await target.withRegistry(session.setup, () => initialize(context, session, stack));
    const pulled = await pullState(context, session, stack);
    const { outputs = {} }: State = pulled.trim() === "" ? {} : JSON.parse(pulled);
    const prefix = stackName === distribution ? "" : `${distribution.replaceAll("-", "_")}_`;
    const arn = outputs[`${prefix}key_value_store_arn`]?.value;
    if (typeof arn === "string") return arn;
  }
  throw DiagnosticError.of("FE-CLI-040", {
    at: { file: `environments/${name}.ts`, key: `distributions.${distribution}` },
    message: `has no KeyValueStore in '${name}' as it was applied.`,
    fix: "Apply the environment first. A distribution has a store if a function reads one, or if it has the key keyValueStore.",
  });
}

/** @throws DiagnosticError if the environment has no such distribution */
export function checkDistributionName(name: string, { distributions }: Environment, distribution: string): void {
  if (Object.hasOwn(distributions, distribution)) return;
  const known = Object.keys(distributions);
  const near = nearest(distribution, known);
  throw DiagnosticError.of("FE-CLI-040", {
    subject: distribution,
    message: `'${name}' has no distribution '${distribution}'.`,
    fix: `${near === undefined ? "" : `Did you mean '${near}'? `}Known: ${known.join(", ")}.`,
  });
}
