import { distributionQuotas } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import type { Operations } from "../../protocol/operations.ts";
import { pageOf } from "../../shared/paging.ts";
import { type DistributionRecord, distributionKind, findDistribution } from "./kind.ts";
import { update } from "./operations.ts";
import { hasAlias } from "./validation/aliases.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AssociateAlias.html */
export const aliasOperations: Operations = {
  /** Adds an alias to a distribution, and removes it from the distribution of the account that has it. */
  AssociateAlias({ TargetDistributionId: id, Alias: alias = "" }, context: Context) {
    const target = findDistribution(id, context);
    if (hasAlias(target.config, alias)) {
      return {};
    }
    const aliases = target.config.Aliases?.Items ?? [];
    if (aliases.length >= distributionQuotas.aliases.value) {
      throw new CloudFrontError(
        "TooManyDistributionCNAMEs",
        `The distribution '${target.id}' has ${aliases.length} aliases.`,
      );
    }
    if (target.config.ViewerCertificate?.CloudFrontDefaultCertificate) {
      throw new CloudFrontError(
        "InvalidArgument",
        `The distribution '${target.id}' has no certificate for '${alias}'.`,
      );
    }
    const source = context.account.all(distributionKind).find(({ config }) => hasAlias(config, alias));
    if (source !== undefined) {
      const others = source.config.Aliases?.Items?.filter((one) => one.toLowerCase() !== alias.toLowerCase()) ?? [];
      update(source, { ...source.config, Aliases: { Quantity: others.length, Items: others } }, context);
    }
    update(
      target,
      { ...target.config, Aliases: { Quantity: aliases.length + 1, Items: [...aliases, alias] } },
      context,
    );
    return {};
  },

  /** Lists aliases of other distributions that are equal, or that a wildcard on either side covers. */
  ListConflictingAliases(input, context: Context) {
    const wanted = input.Alias ?? "";
    const own = findDistribution(input.DistributionId, context);
    const conflicts = Array.from(context.accounts).flatMap((account) =>
      Array.from(account.all(distributionKind))
        .filter((record) => record.id !== own.id)
        .flatMap((record) => conflictsOf(record, wanted, account.id)),
    );
    const { items, about } = pageOf(conflicts, input);
    const { NextMarker, MaxItems, Quantity } = about;
    return { ConflictingAliasesList: { NextMarker, MaxItems, Quantity, Items: items.map(({ conflict }) => conflict) } };
  },
};

function conflictsOf({ id, config }: DistributionRecord, wanted: string, account: string) {
  const aliases = config.Aliases?.Items ?? [];
  return aliases
    .filter((alias) => covers(alias, wanted) || covers(wanted, alias))
    .map((Alias) => ({
      id: Alias,
      // AWS masks ids of other accounts except for their last characters.
      conflict: { Alias, DistributionId: hide(id), AccountId: hide(account) },
    }));
}

function hide(id: string): string {
  return "*".repeat(id.length - 5) + id.slice(-5);
}

function covers(alias: string, other: string): boolean {
  const [a, b] = [alias.toLowerCase(), other.toLowerCase()];
  return a === b || (a.startsWith("*.") && b.slice(b.indexOf(".")) === a.slice(1));
}
