import type { ViewerLocation } from "../base/documentation-networks.ts";
import { viewerLocation } from "../base/viewer-location.ts";
import type { ViewerRequest } from "../base/viewer-request.ts";
import { type HeaderList, headerOf } from "../http/headers.ts";
import { type Device, devicesOf } from "./devices.ts";

const prefix = "cloudfront-";

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html#cloudfront-headers-viewer-headers */
const headerOrderCharacters = 7_680;

/** How to compute each header's value. A header without a value is not added. */
const sources: readonly (readonly [name: string, read: (viewer: ViewerDetails) => string | undefined])[] = [
  ["CloudFront-Forwarded-Proto", ({ viewer }) => viewer.protocol],
  ["CloudFront-Is-Android-Viewer", is("android")],
  ["CloudFront-Is-Desktop-Viewer", is("desktop")],
  ["CloudFront-Is-IOS-Viewer", is("ios")],
  ["CloudFront-Is-Mobile-Viewer", is("mobile")],
  ["CloudFront-Is-SmartTV-Viewer", is("smarttv")],
  ["CloudFront-Is-Tablet-Viewer", is("tablet")],
  ["CloudFront-Viewer-Address", ({ viewer }) => `${viewer.clientIp}:${viewer.clientPort}`],
  ["CloudFront-Viewer-ASN", ({ location }) => location.asn],
  ["CloudFront-Viewer-City", ({ location }) => encoded(location.city)],
  ["CloudFront-Viewer-Country", ({ location }) => location.country],
  ["CloudFront-Viewer-Country-Name", ({ location }) => encoded(location.countryName)],
  ["CloudFront-Viewer-Country-Region", ({ location }) => location.region],
  ["CloudFront-Viewer-Country-Region-Name", ({ location }) => encoded(location.regionName)],
  ["CloudFront-Viewer-Header-Count", ({ viewer }) => String(viewer.headers.length)],
  [
    "CloudFront-Viewer-Header-Order",
    ({ viewer }) =>
      viewer.headers
        .map(([name]) => name)
        .join(":")
        .slice(0, headerOrderCharacters),
  ],
  ["CloudFront-Viewer-Http-Version", ({ viewer }) => viewer.httpVersion],
  // Fingerprints are made from the handshake, which Node does not expose: they must be simulated.
  [
    "CloudFront-Viewer-JA3-Fingerprint",
    ({ viewer }) => (viewer.tls === undefined ? undefined : viewer.simulated.get("ja3-fingerprint")),
  ],
  [
    "CloudFront-Viewer-JA4-Fingerprint",
    ({ viewer }) => (viewer.tls === undefined ? undefined : viewer.simulated.get("ja4-fingerprint")),
  ],
  ["CloudFront-Viewer-Latitude", ({ location }) => location.latitude],
  ["CloudFront-Viewer-Longitude", ({ location }) => location.longitude],
  ["CloudFront-Viewer-Metro-Code", ({ location }) => location.metroCode],
  ["CloudFront-Viewer-Postal-Code", ({ location }) => encoded(location.postalCode)],
  ["CloudFront-Viewer-Time-Zone", ({ location }) => location.timeZone],
  ["CloudFront-Viewer-TLS", ({ viewer }) => viewer.tls?.()],
];

/** A viewer with properties that are computed only if a header needs them. */
interface ViewerDetails {
  readonly viewer: ViewerRequest;
  readonly location: ViewerLocation;
  readonly devices: ReadonlySet<string>;
}

/**
 * Adds the `CloudFront-*` headers that policies ask for, and removes all that the viewer itself sent.
 *
 * @param wanted names in lower case
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export function withViewerHeaders(viewer: ViewerRequest, headers: HeaderList, wanted: ReadonlySet<string>): HeaderList {
  return wanted.size === 0 && !headers.some(isOurs) ? headers : replacedHeaders(viewer, headers, wanted);
}

function isOurs(header: HeaderList[number]): boolean {
  const name = header[0];
  return name.length > prefix.length && name.slice(0, prefix.length).toLowerCase() === prefix;
}

function replacedHeaders(viewer: ViewerRequest, headers: HeaderList, wanted: ReadonlySet<string>): HeaderList {
  let location: ViewerLocation | undefined;
  let devices: ReadonlySet<string> | undefined;
  const details: ViewerDetails = {
    viewer,
    get location() {
      location ??= viewerLocation(viewer);
      return location;
    },
    get devices() {
      devices ??= simulatedDevices(viewer) ?? devicesOf(headerOf(viewer.headers, "user-agent") ?? "");
      return devices;
    },
  };
  const result = headers.filter((header) => !isOurs(header));
  for (const [name, read] of sources) {
    const value = wanted.has(name.toLowerCase()) ? read(details) : undefined;
    if (value !== undefined) result.push([name, value]);
  }
  return result;
}

function simulatedDevices({ simulated }: ViewerRequest): ReadonlySet<string> | undefined {
  const simulatedValues = simulated.get("device")?.toLowerCase();
  return simulatedValues === undefined ? undefined : new Set(simulatedValues.split(/[\s,]+/));
}

function is(device: Device): (details: ViewerDetails) => string {
  return ({ devices }) => String(devices.has(device));
}

/** Percent-encodes non-ASCII characters: https://www.rfc-editor.org/rfc/rfc3986#section-2.1 */
function encoded(text: string | undefined): string | undefined {
  return text?.replace(/[^\x20-\x7e]/g, (character) => {
    const code = character.charCodeAt(0);
    // Simulated headers are read as latin1, so a character below 256 is one byte.
    return code < 256 ? `%${code.toString(16).toUpperCase().padStart(2, "0")}` : encodeURIComponent(character);
  });
}
