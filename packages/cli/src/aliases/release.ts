import {
  type CloudFrontClient,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from "@aws-sdk/client-cloudfront";
import { cloudFrontClient } from "../aws/clients.ts";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { findHandOvers, type HandOver, type PlanOfStack, toReleaseBefore } from "./hand-overs.ts";

/**
 * Removes aliases from the distributions that hand them over. One that is gone already is left alone, so that an apply
 * which was cut short can be repeated.
 */
async function releaseAliases(client: Pick<CloudFrontClient, "send">, handOvers: readonly HandOver[]): Promise<void> {
  for (const id of new Set(handOvers.map(({ from }) => from.distributionId))) {
    const released = handOvers.filter(({ from }) => from.distributionId === id).map(({ alias }) => alias);
    const { DistributionConfig: config, ETag } = await client.send(new GetDistributionConfigCommand({ Id: id }));
    const aliases = config?.Aliases?.Items ?? [];
    const kept = aliases.filter((alias) => !released.includes(alias));
    if (config === undefined || kept.length === aliases.length) continue;
    const changed = { ...config, Aliases: { Quantity: kept.length, Items: kept } };
    await client.send(new UpdateDistributionCommand({ Id: id, IfMatch: ETag, DistributionConfig: changed }));
  }
}

/**
 * Makes a stack's new aliases free before the stack is applied.
 * @param plans - Those of all stacks that are applied together.
 * @param applied - The names of the stacks that were applied before.
 */
export async function freeAliases(
  { env, output }: Pick<Context, "env" | "output">,
  target: Pick<AwsTarget, "variables">,
  stack: string,
  plans: readonly PlanOfStack[],
  applied: readonly string[],
): Promise<void> {
  const handOvers = toReleaseBefore(stack, findHandOvers(plans), applied);
  if (handOvers.length === 0) return;
  for (const { alias, from } of handOvers) output.progress(`Removing ${alias} from ${from.distributionId}`);
  const client = cloudFrontClient(env, target);
  try {
    await releaseAliases(client, handOvers);
  } finally {
    client.destroy();
  }
}
