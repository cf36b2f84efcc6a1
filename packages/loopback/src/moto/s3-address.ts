import { headerOf, type MotoRequest } from "./request.ts";

/** What a request to S3 is about. */
export interface S3Address {
  readonly bucket: string;
  /** Decoded; empty when the bucket itself is meant. */
  readonly key: string;
  readonly query: URLSearchParams;
}

/**
 * Reads the bucket and key of a request to S3, in path style or with the bucket in the host's name.
 * @returns `undefined` for other services, S3 Control among them, and for the list of all buckets.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function s3AddressOf(request: Pick<MotoRequest, "headers" | "path">): S3Address | undefined {
  const host = (headerOf(request, "host") ?? "").toLowerCase().replace(/:\d+$/, "");
  const match = /^(?:(.+)\.)?s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com$/.exec(host);
  if (match === null) {
    return undefined;
  }
  const [path = "", query = ""] = splitOnce(request.path, "?");
  const [bucket = "", key = ""] = match[1] === undefined ? splitOnce(path.slice(1), "/") : [match[1], path.slice(1)];
  return bucket === "" ? undefined : { bucket, key: decode(key), query: new URLSearchParams(query) };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
