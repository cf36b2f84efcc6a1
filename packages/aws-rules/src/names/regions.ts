import { type Diagnostic, diagnose, nearest, pages } from "@featheredge/diagnostics";
import { readOn, type Source } from "../sources.ts";

/** AWS's regions, those of China and GovCloud included. */
const regions = {
  names: [
    ...["af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1"],
    ...["ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5"],
    ...["ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "cn-north-1", "cn-northwest-1"],
    ...[
      "eu-central-1",
      "eu-central-2",
      "eu-north-1",
      "eu-south-1",
      "eu-south-2",
      "eu-west-1",
      "eu-west-2",
      "eu-west-3",
    ],
    ...["il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2"],
    ...["us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2"],
  ],
  ...readOn("2026-09", pages.regions),
} as const satisfies Source & { readonly names: readonly string[] };

/** The form of a region's name: an area, a direction and a number. New regions have it, too. */
export const regionForm =
  /^[a-z]{2,4}(-gov|-iso[a-z]?|-isof)?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d$/;

/**
 * Returns an error if a region's name is malformed, and a warning if it is well-formed, but is not one that AWS had when
 * the list was last read.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export function checkRegion(region: string): Diagnostic | undefined {
  const names: readonly string[] = regions.names;
  if (names.includes(region)) return undefined;
  const near = nearest(region, names);
  const isMalformed = !regionForm.test(region);
  return diagnose("FE-STK-023", {
    severity: isMalformed ? "error" : "warning",
    subject: region,
    message: isMalformed
      ? `'${region}' is not a region.`
      : `'${region}' is not among the regions that AWS's page listed in ${regions.readOn}.`,
    fix: near === undefined ? "A region looks like 'eu-west-1'." : `Did you mean '${near}'?`,
    page: regions.page,
  });
}
