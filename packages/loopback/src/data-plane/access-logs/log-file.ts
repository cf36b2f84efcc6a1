import { gzipSync } from "node:zlib";
import { parquetColumn } from "@featheredge/aws-rules";
import type { AccessLogDelivery } from "../../deployment.ts";
import { parquetFile } from "./parquet.ts";

/** The values of one request, in the order of the delivery's fields. */
export type LogRow = readonly string[];

type Format = Pick<AccessLogDelivery, "outputFormat" | "recordFields" | "fieldDelimiter">;

/** A request as one line of JSON or of text. */
export function logLine({ outputFormat, recordFields, fieldDelimiter }: Format, row: LogRow): string {
  return outputFormat === "json"
    ? JSON.stringify(Object.fromEntries(recordFields.map((field, index) => [field, row[index]])))
    : row.join(fieldDelimiter);
}

/**
 * A file of a delivery to S3.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html#supported-log-file-format
 */
export function logFile(format: Format, rows: readonly LogRow[]): { extension: string; data: Buffer } {
  if (format.outputFormat === "parquet") {
    return { extension: "parquet", data: parquetFile(format.recordFields.map(parquetColumn), rows) };
  }
  const { recordFields, fieldDelimiter, outputFormat } = format;
  const header = {
    w3c: ["#Version: 1.0", `#Fields: ${recordFields.join(" ")}`],
    plain: [recordFields.join(fieldDelimiter)],
  }[outputFormat];
  const lines = [...(header ?? []), ...rows.map((row) => logLine(format, row))];
  return { extension: "gz", data: gzipSync(`${lines.join("\n")}\n`) };
}
