/**
 * The fields of CloudFront's access logs.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html#standard-logging-real-time-log-selection
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html#understand-real-time-log-config-fields
 */

/** The fields of standard logs in AWS's order, which a delivery without `record_fields` has. */
const standard = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(Referer)",
  "cs(User-Agent)",
  "cs-uri-query",
  "cs(Cookie)",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "x-forwarded-for",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "fle-status",
  "fle-encrypted-fields",
  "c-port",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
  "sc-content-type",
  "sc-content-len",
  "sc-range-start",
  "sc-range-end",
] as const;

/** The fields in which `logCustomData` of a CloudFront Function appears, by the event. */
export const customLogDataFields = {
  "viewer-request": "viewer-request-log-data",
  "viewer-response": "viewer-response-log-data",
} as const;

/** The fields of real-time logs that standard logs can have, too. */
const selectable = [
  "timestamp(ms)",
  "origin-fbl",
  "origin-lbl",
  "asn",
  "c-country",
  "cache-behavior-path-pattern",
  "connection-id",
  "distribution-tenant-id",
  "viewer-request-log-data",
  "viewer-response-log-data",
] as const;

/** All fields that standard logs can have. */
export const accessLogFields = [...standard, ...selectable] as const;

export type AccessLogField = (typeof accessLogFields)[number];

const extra = ["timestamp(ms)", "origin-fbl", "origin-lbl", "asn", "c-country", "cache-behavior-path-pattern"] as const;

/**
 * The fields of our default: AWS's without `cs(Cookie)`, which would copy session tokens into the logs, and with those
 * that explain where time was spent and which behavior served.
 */
export const defaultAccessLogFields: readonly AccessLogField[] = [
  ...standard.filter((field) => field !== "cs(Cookie)"),
  ...extra,
];

/** The fields that real-time logs can have. */
export const realtimeLogFields = [
  "timestamp",
  "c-ip",
  "s-ip",
  "time-to-first-byte",
  "sc-status",
  "sc-bytes",
  "cs-method",
  "cs-protocol",
  "cs-host",
  "cs-uri-stem",
  "cs-bytes",
  "x-edge-location",
  "x-edge-request-id",
  "x-host-header",
  "time-taken",
  "cs-protocol-version",
  "c-ip-version",
  "cs-user-agent",
  "cs-referer",
  "cs-cookie",
  "cs-uri-query",
  "x-edge-response-result-type",
  "x-forwarded-for",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-result-type",
  "fle-encrypted-fields",
  "fle-status",
  "sc-content-type",
  "sc-content-len",
  "sc-range-start",
  "sc-range-end",
  "c-port",
  "x-edge-detailed-result-type",
  "c-country",
  "cs-accept-encoding",
  "cs-accept",
  "cache-behavior-path-pattern",
  "cs-headers",
  "cs-header-names",
  "cs-headers-count",
  "primary-distribution-id",
  "primary-distribution-dns-name",
  "origin-fbl",
  "origin-lbl",
  "asn",
  "connection-id",
  "distribution-tenant-id",
  "r-host",
  "sr-reason",
  "x-edge-mqcs",
  "viewer-request-log-data",
  "viewer-response-log-data",
  "cmcd-encoded-bitrate",
  "cmcd-buffer-length",
  "cmcd-buffer-starvation",
  "cmcd-content-id",
  "cmcd-object-duration",
  "cmcd-deadline",
  "cmcd-measured-throughput",
  "cmcd-next-object-request",
  "cmcd-next-range-request",
  "cmcd-object-type",
  "cmcd-playback-rate",
  "cmcd-requested-maximum-throughput",
  "cmcd-streaming-format",
  "cmcd-session-id",
  "cmcd-stream-type",
  "cmcd-startup",
  "cmcd-top-bitrate",
  "cmcd-version",
] as const;

export type RealtimeLogField = (typeof realtimeLogFields)[number];

/** The fields of our default for real-time logs: enough for error rates, latency and cache results by behavior. */
export const defaultRealtimeLogFields: readonly RealtimeLogField[] = [
  "timestamp",
  "c-ip",
  "time-to-first-byte",
  "sc-status",
  "sc-bytes",
  "cs-method",
  "cs-protocol",
  "cs-host",
  "cs-uri-stem",
  "x-edge-location",
  "x-edge-request-id",
  "time-taken",
  "cs-user-agent",
  "x-edge-result-type",
  "x-edge-detailed-result-type",
  "c-country",
  "cache-behavior-path-pattern",
  "origin-fbl",
  "origin-lbl",
];

/**
 * The column of a field in Parquet files, which have names that SQL can use: `cs_host` for `cs(Host)`.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudfront-table-partition.html
 */
export function parquetColumn(field: string): string {
  return field
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/_$/, "");
}
