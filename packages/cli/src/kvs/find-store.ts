import { DiagnosticError, nearest } from "@featheredge/diagnostics";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { Environment } from "../project/registry.ts";
import { type NamedDistribution, readDistributionOutputs } from "../terraform/distribution-outputs.ts";

/**
 * The ARN of a distribution's KeyValueStore, which is an output of its stack. The stacks must be synthesized.
 *
 * @throws DiagnosticError if there is no such distribution, or its store was not applied
 */
export async function findStoreArn(context: Context, target: AwsTarget, named: NamedDistribution): Promise<string> {
  const arn = (await readDistributionOutputs(context, target, named))("key_value_store_arn");
  if (typeof arn === "string") return arn;
  throw DiagnosticError.of("FE-CLI-040", {
    at: { file: `environments/${named.name}.ts`, key: `distributions.${named.distribution}` },
    message: `has no KeyValueStore in '${named.name}' as it was applied.`,
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
