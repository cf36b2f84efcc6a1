import { z } from "zod";

/** A stack's plan as JSON; undefined if it changes nothing. */
export interface PlanOfStack {
  readonly stack: string;
  readonly json: string | undefined;
}

/** An alias that a plan takes from one distribution and gives to another. */
export interface HandOver {
  readonly alias: string;
  readonly from: { readonly stack: string; readonly address: string; readonly distributionId: string };
  readonly to: { readonly stack: string; readonly address: string };
}

const aliased = z.object({ id: z.string().optional(), aliases: z.array(z.string()).nullish() });

/** @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const planJson = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        type: z.string(),
        change: z.object({ before: z.unknown(), after: z.unknown() }),
      }),
    )
    .default([]),
});

/**
 * Finds the aliases that distributions hand over to each other. CloudFront rejects an alias that another distribution has,
 * and Terraform changes distributions in no certain order, so that they must be removed from the first one before.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-restrictions
 */
export function findHandOvers(plans: readonly PlanOfStack[]): HandOver[] {
  const changes = plans.flatMap(({ stack, json }) =>
    json === undefined
      ? []
      : planJson
          .parse(JSON.parse(json))
          .resource_changes.filter(({ type }) => type === "aws_cloudfront_distribution")
          .map(({ address, change }) => {
            const [before, after] = [change.before ?? {}, change.after ?? {}].map((one) => aliased.parse(one));
            const [had, has] = [before?.aliases ?? [], after?.aliases ?? []];
            return {
              stack,
              address,
              distributionId: before?.id ?? "",
              lost: had.filter((alias) => !has.includes(alias)),
              gained: has.filter((alias) => !had.includes(alias)),
            };
          }),
  );
  return changes.flatMap(({ stack, address, gained }) =>
    gained.flatMap((alias) => {
      const from = changes.find(({ lost }) => lost.includes(alias));
      if (from === undefined) return [];
      const { distributionId } = from;
      return [{ alias, from: { stack: from.stack, address: from.address, distributionId }, to: { stack, address } }];
    }),
  );
}

/**
 * The hand-overs whose aliases must be removed before a stack is applied: those that it gains, and that no stack before it
 * gives up.
 * @param applied - The names of the stacks that were applied before.
 */
export function toReleaseBefore(stack: string, handOvers: readonly HandOver[], applied: readonly string[]): HandOver[] {
  return handOvers.filter(({ from, to }) => to.stack === stack && !applied.includes(from.stack));
}

/** A sentence for a plan. */
export function describeHandOver({ alias, from, to }: HandOver): string {
  return (
    `${alias} moves from ${from.address} (${from.distributionId}) to ${to.address}: 'apply' removes it from the first ` +
    "before it gives it to the second, and requests for it fail in between."
  );
}
