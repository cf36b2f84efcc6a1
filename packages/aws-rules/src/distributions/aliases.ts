import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";

/** An alias and its location: `environments/prod.ts: distributions.site`. */
export interface PlacedAlias {
  readonly alias: string;
  readonly owner: string;
}

/**
 * Finds aliases that occur twice: in one distribution or in two, of any accounts. A wildcard may occur with a name that
 * it covers.
 *
 * @returns the later of the two, with the reason
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-restrictions
 */
export function findTakenAliases<A extends PlacedAlias>(
  aliases: readonly A[],
): { readonly taken: A; readonly diagnostic: Diagnostic }[] {
  const owners = new Map<string, string>();
  return aliases.flatMap((placed) => {
    const name = placed.alias.toLowerCase();
    const owner = owners.get(name);
    owners.set(name, owner ?? placed.owner);
    if (owner === undefined) return [];
    const twice =
      owner === placed.owner
        ? `The alias '${placed.alias}' is listed twice; CloudFront takes each once.`
        : `The alias '${placed.alias}' is taken by ${owner}; CloudFront takes each in one distribution, whatever the account.`;
    return [
      {
        taken: placed,
        diagnostic: diagnose("FE-DST-001", {
          subject: placed.alias,
          message: twice,
          fix: "Remove one.",
          page: pages.alternateNames,
        }),
      },
    ];
  });
}
