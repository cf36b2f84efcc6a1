import type { HeaderList } from "../../http/headers.ts";

/**
 * The headers of S3's answers, without those that only callers with further permissions get, such as the number of an
 * object's tags.
 */
const sent: ReadonlySet<string> = new Set([
  "accept-ranges",
  "cache-control",
  "connection",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-length",
  "content-range",
  "content-type",
  "date",
  "etag",
  "expires",
  "last-modified",
  "location",
  "transfer-encoding",
  "vary",
  "x-amz-bucket-region",
  "x-amz-delete-marker",
  "x-amz-expiration",
  "x-amz-missing-meta",
  "x-amz-mp-parts-count",
  "x-amz-replication-status",
  "x-amz-restore",
  "x-amz-storage-class",
  "x-amz-version-id",
  "x-amz-website-redirect-location",
]);
const sentPrefixes = ["access-control-", "x-amz-checksum-", "x-amz-meta-", "x-amz-server-side-encryption"];

/**
 * Changes moto's response headers to those that S3 sends: moto adds headers of its server, and stores request headers as
 * metadata.
 * @param method the request's method: an answer to a write has no body, and so no Content-Type
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_ResponseSyntax
 */
export function s3ResponseHeaders(headers: HeaderList, method: string): HeaderList {
  const hasBody = headers.some(([name, value]) => name.toLowerCase() === "content-length" && value !== "0");
  const isTyped = hasBody || method === "GET" || method === "HEAD";
  const kept = headers.filter(([name]) => {
    const lower = name.toLowerCase();
    if (lower === "content-type") return isTyped;
    return sent.has(lower) || sentPrefixes.some((prefix) => lower.startsWith(prefix));
  });
  const encrypted: HeaderList = isObject(headers) ? [["x-amz-server-side-encryption", "AES256"]] : [];
  return [...kept, ...encrypted, ["Server", "AmazonS3"]];
}

/**
 * True if moto's answer describes an object without the header that says how it is encrypted. S3 encrypts every object.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
 */
function isObject(headers: HeaderList): boolean {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  return names.has("etag") && names.has("content-length") && !names.has("x-amz-server-side-encryption");
}
