import type { HeaderList } from "../edge-functions.ts";
import { headerOf } from "../http/headers.ts";
import type { ServedDistribution } from "../routing/distribution.ts";

/**
 * The country that a viewer counts as coming from. All viewers of a loopback are on this machine, so they say it
 * themselves, in the header that CloudFront would add.
 * @returns ISO 3166-1 alpha-2, in upper case; undefined when the viewer does not say
 */
export function viewerCountry(headers: HeaderList): string | undefined {
  return headerOf(headers, "cloudfront-viewer-country")?.toUpperCase();
}

/**
 * Whether a distribution's geo restriction turns a country away. One that is not known is let through.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
 */
export function isRestricted(geo: ServedDistribution["geo"], country: string | undefined): boolean {
  if (geo === undefined || country === undefined) return false;
  return geo.countries.has(country) === (geo.type === "blacklist");
}
