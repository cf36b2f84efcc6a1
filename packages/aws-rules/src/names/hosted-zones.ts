import { readOn } from "../sources.ts";

/** The hosted zone of all distributions, which alias records name. It is the same in every account and region. */
export const distributionHostedZone = {
  id: "Z2FDTNDATAQYW2",
  ...readOn("2026-11", "https://docs.aws.amazon.com/general/latest/gr/cf_region.html"),
} as const;

/**
 * The zone that a name belongs to: the one with the longest name that the name ends with, as resolvers find it.
 *
 * @param names of hosted zones, such as `example.com`
 * @returns undefined if the name is in none of them
 */
export function zoneOf(name: string, names: readonly string[]): string | undefined {
  const wanted = `.${name.toLowerCase()}`;
  const containing = names.filter((zone) => wanted.endsWith(`.${zone.toLowerCase().replace(/\.$/, "")}`));
  return containing.toSorted((a, b) => b.length - a.length)[0];
}
