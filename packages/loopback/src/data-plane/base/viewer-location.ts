import { locationOf, type ViewerLocation } from "./documentation-networks.ts";
import type { ViewerRequest } from "./viewer-request.ts";

/** Made when a request first needs it: that takes as long as thousands of requests. */
let countryNames: Intl.DisplayNames | undefined;

/**
 * A viewer's location: simulated by `x-loopback-viewer-*` headers, otherwise derived from its address. If the simulated
 * country differs from the address's country, only the network's number of the address is kept.
 */
export function viewerLocation({ simulated, clientIp }: Pick<ViewerRequest, "simulated" | "clientIp">): ViewerLocation {
  const byAddress = locationOf(clientIp);
  if (simulated.size === 0) return byAddress;
  const country = simulated.get("country")?.toUpperCase();
  const known = country === undefined || country === byAddress.country ? byAddress : { asn: byAddress.asn };
  const simulatedValues: ViewerLocation = {
    country,
    countryName: simulated.get("country-name") ?? (country === undefined ? undefined : nameOf(country)),
    region: simulated.get("country-region") ?? simulated.get("region"),
    regionName: simulated.get("country-region-name") ?? simulated.get("region-name"),
    city: simulated.get("city"),
    postalCode: simulated.get("postal-code"),
    timeZone: simulated.get("time-zone"),
    latitude: simulated.get("latitude"),
    longitude: simulated.get("longitude"),
    metroCode: simulated.get("metro-code"),
    asn: simulated.get("asn"),
  };
  return {
    ...known,
    ...Object.fromEntries(Object.entries(simulatedValues).filter(([, value]) => value !== undefined)),
  };
}

/** @returns undefined if this is not a country's code */
function nameOf(country: string): string | undefined {
  try {
    countryNames ??= new Intl.DisplayNames(["en"], { type: "region" });
    return countryNames.of(country);
  } catch {
    return undefined;
  }
}
