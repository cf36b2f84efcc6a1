import { type Diagnostic, diagnose, nearest, pages } from "@featheredge/diagnostics";
import { readOn, type Source } from "../sources.ts";

/** The regions that have Origin Shield. */
export const originShieldRegions = {
  regions: [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "eu-central-1",
    "eu-west-1",
    "eu-west-2",
    "me-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-2",
  ],
  ...readOn("2026-09", pages.originShield),
} as const satisfies Source & { readonly regions: readonly string[] };

/**
 * Returns the reason why a region can't be an origin's Origin Shield; undefined when it can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html#choose-origin-shield-region
 */
export function checkOriginShieldRegion(region: string): Diagnostic<"FE-DST-040"> | undefined {
  const regions: readonly string[] = originShieldRegions.regions;
  if (regions.includes(region)) return undefined;
  const near = nearest(region, regions);
  return diagnose("FE-DST-040", {
    subject: region,
    message: `'${region}' has no Origin Shield.`,
    fix: `${near === undefined ? "" : `Did you mean '${near}'? `}Name the one closest to the origin: ${regions.join(", ")}.`,
    page: originShieldRegions.page,
  });
}
