import { pages } from "@featheredge/diagnostics";
import type { Quotas } from "../quotas/quota.ts";
import { readOn } from "../sources.ts";

const source = readOn("2026-09", pages.compression);

/** The sizes of responses that CloudFront compresses, by their Content-Length. */
const compressionQuotas = {
  leastBytes: { value: 1_000, unit: "B", ...source },
  mostBytes: { value: 10_000_000, unit: "B", ...source },
} as const satisfies Quotas;

const statuses: ReadonlySet<number> = new Set([200, 403, 404]);

/** In lower case and without parameters. */
const contentTypes: ReadonlySet<string> = new Set([
  "application/dash+xml",
  "application/eot",
  "application/font",
  "application/font-sfnt",
  "application/javascript",
  "application/json",
  "application/opentype",
  "application/otf",
  "application/pkcs7-mime",
  "application/protobuf",
  "application/rss+xml",
  "application/truetype",
  "application/ttf",
  "application/vnd.apple.mpegurl",
  "application/vnd.ms-fontobject",
  "application/wasm",
  "application/x-font-opentype",
  "application/x-font-truetype",
  "application/x-font-ttf",
  "application/x-httpd-cgi",
  "application/x-javascript",
  "application/x-mpegurl",
  "application/x-opentype",
  "application/x-otf",
  "application/x-perl",
  "application/x-ttf",
  "application/xhtml+xml",
  "application/xml",
  "font/eot",
  "font/opentype",
  "font/otf",
  "font/ttf",
  "image/svg+xml",
  "text/css",
  "text/csv",
  "text/html",
  "text/javascript",
  "text/js",
  "text/plain",
  "text/richtext",
  "text/tab-separated-values",
  "text/x-component",
  "text/x-java-source",
  "text/x-script",
  "text/xml",
  "vnd.apple.mpegurl",
]);

/**
 * True if CloudFront compresses such a response of an origin, which is not compressed yet.
 *
 * @param contentType with or without parameters, in any case
 * @param contentLength undefined where the origin does not say it
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
 */
export function isCompressible(
  status: number,
  contentType: string | undefined,
  contentLength: number | undefined,
): boolean {
  if (!statuses.has(status) || contentType === undefined || contentLength === undefined) return false;
  const { leastBytes, mostBytes } = compressionQuotas;
  if (!(contentLength >= leastBytes.value && contentLength <= mostBytes.value)) return false;
  return contentTypes.has((contentType.split(";", 1)[0] ?? "").trim().toLowerCase());
}
