import type { ServedDistribution } from "./distribution.ts";
import { locationOf, type ViewerLocation } from "./test-networks.ts";
import type { ViewerRequest } from "./viewer-request.ts";

const countryNames = new Intl.DisplayNames(["en"], { type: "region" });

/**
 * Where a viewer counts as being: what it says of itself in `x-loopback-viewer-*` headers, else what its address stands
 * for. In another country than the address's, nothing else of the address's counts.
 */
export function viewerLocation({ claims, clientIp }: Pick<ViewerRequest, "claims" | "clientIp">): ViewerLocation {
  const byAddress = locationOf(clientIp);
  if (claims.size === 0) return byAddress;
  const country = claims.get("country")?.toUpperCase();
  const known = country === undefined || country === byAddress.country ? byAddress : { asn: byAddress.asn };
  const claimed: ViewerLocation = {
    country,
    countryName: claims.get("country-name") ?? (country === undefined ? undefined : nameOf(country)),
    region: claims.get("country-region") ?? claims.get("region"),
    regionName: claims.get("country-region-name") ?? claims.get("region-name"),
    city: claims.get("city"),
    postalCode: claims.get("postal-code"),
    timeZone: claims.get("time-zone"),
    latitude: claims.get("latitude"),
    longitude: claims.get("longitude"),
    metroCode: claims.get("metro-code"),
    asn: claims.get("asn"),
  };
  return { ...known, ...Object.fromEntries(Object.entries(claimed).filter(([, value]) => value !== undefined)) };
}

/** Undefined for what is no country's code. */
function nameOf(country: string): string | undefined {
  try {
    return countryNames.of(country);
  } catch {
    return undefined;
  }
}

/**
 * Whether a distribution's geo restriction turns a country away. One that is not known is let through.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
 */
export function isRestricted(geo: NonNullable<ServedDistribution["geo"]>, country: string | undefined): boolean {
  return country !== undefined && geo.countries.has(country) === (geo.type === "blacklist");
}
