import { BlockList, isIP } from "node:net";

/** Where a viewer is, as CloudFront derives it from the viewer's address. */
export interface ViewerLocation {
  /** ISO 3166-1 alpha-2, in upper case. */
  readonly country?: string | undefined;
  readonly countryName?: string | undefined;
  /** The first level of ISO 3166-2 without the country, such as `MD`. */
  readonly region?: string | undefined;
  readonly regionName?: string | undefined;
  readonly city?: string | undefined;
  readonly postalCode?: string | undefined;
  /** `Europe/Madrid` */
  readonly timeZone?: string | undefined;
  readonly latitude?: string | undefined;
  readonly longitude?: string | undefined;
  /** Set in the United States only. */
  readonly metroCode?: string | undefined;
  readonly asn?: string | undefined;
}

/**
 * Addresses reserved for documentation simulate viewers in four countries, since no real viewer has them: RFC 5737,
 * RFC 3849 and, for the networks' numbers, RFC 5398.
 */
const networks: readonly (readonly [network: string, bits: number, location: ViewerLocation])[] = [
  [
    "192.0.2.0",
    24,
    {
      country: "US",
      countryName: "United States",
      region: "WA",
      regionName: "Washington",
      city: "Seattle",
      postalCode: "98101",
      timeZone: "America/Los_Angeles",
      latitude: "47.60620",
      longitude: "-122.33210",
      metroCode: "819",
      asn: "64496",
    },
  ],
  [
    "198.51.100.0",
    24,
    {
      country: "ES",
      countryName: "Spain",
      region: "MD",
      regionName: "Madrid",
      city: "Madrid",
      postalCode: "28001",
      timeZone: "Europe/Madrid",
      latitude: "40.41680",
      longitude: "-3.70380",
      asn: "64497",
    },
  ],
  [
    "203.0.113.0",
    24,
    {
      country: "JP",
      countryName: "Japan",
      region: "13",
      regionName: "Tokyo",
      city: "Tokyo",
      postalCode: "100-0001",
      timeZone: "Asia/Tokyo",
      latitude: "35.68950",
      longitude: "139.69170",
      asn: "64498",
    },
  ],
  [
    "2001:db8::",
    32,
    {
      country: "DE",
      countryName: "Germany",
      region: "BE",
      regionName: "Land Berlin",
      city: "Berlin",
      postalCode: "10115",
      timeZone: "Europe/Berlin",
      latitude: "52.52000",
      longitude: "13.40500",
      asn: "64499",
    },
  ],
];

const table = networks.map(([network, bits, location]) => {
  const family = isIP(network) === 4 ? "ipv4" : "ipv6";
  const addresses = new BlockList();
  addresses.addSubnet(network, bits, family);
  return { family, addresses, location } as const;
});

/** The location of an address; empty for addresses outside the table, such as those of this machine. */
export function locationOf(ip: string): ViewerLocation {
  const family = isIP(ip) === 4 ? "ipv4" : "ipv6";
  return table.find((entry) => entry.family === family && entry.addresses.check(ip, family))?.location ?? {};
}
