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
  /** Moves an alias: from another distribution of the account, where one has it. */
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

  /** Aliases of other distributions that overlap: the same, or covered by a wildcard on either side. */
  ListConflictingAliases(input, context: Context) {
    const asked = input.Alias ?? "";
    const own = findDistribution(input.DistributionId, context);
    const conflicts = Array.from(context.accounts).flatMap((account) =>
      Array.from(account.all(distributionKind))
        .filter((record) => record.id !== own.id)
        .flatMap((record) => conflictsOf(record, asked, account.id)),
    );
    const { items, about } = pageOf(conflicts, input);
    const { NextMarker, MaxItems, Quantity } = about;
    return { ConflictingAliasesList: { NextMarker, MaxItems, Quantity, Items: items.map(({ conflict }) => conflict) } };
  },
};

function conflictsOf({ id, config }: DistributionRecord, asked: string, account: string) {
  const aliases = config.Aliases?.Items ?? [];
  return aliases
    .filter((alias) => covers(alias, asked) || covers(asked, alias))
    .map((Alias) => ({
      id: Alias,
      // AWS hides all but the ends of ids that are not the caller's.
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
