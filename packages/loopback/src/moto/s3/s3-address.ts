import { headerOf, type MotoRequest } from "../request/request.ts";

/** The bucket, key and query of a request to S3. */
export interface S3Address {
  readonly bucket: string;
  /** The decoded key; empty when the request is about the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
}

/** The host of a request to S3. */
export interface S3Host {
  /** The bucket, if the host names it; undefined if the path does. */
  readonly bucket: string | undefined;
  /** The host that serves the same bucket in path style, without FIPS, dual stack or acceleration. */
  readonly endpoint: string;
}

const s3Host =
  /^(?:(.+)\.)?s3(?:-(?:accelerate|fips))?(?:\.dualstack)?(?:[.-](?!website|global)([a-z0-9-]+))?\.amazonaws\.com$/;

/**
 * Reads the host of a request to S3.
 * @param host - A host name with or without a port, in upper or lower case.
 * @returns `undefined` for other services, and for S3 Control, access points and website endpoints.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function s3HostOf(host: string): S3Host | undefined {
  const match = s3Host.exec(host.toLowerCase().replace(/:\d+$/, ""));
  if (match === null) return undefined;
  const region = /^[a-z]{2}(-[a-z]+)+-\d+$/.test(match[2] ?? "") ? `.${match[2]}` : "";
  return { bucket: match[1], endpoint: `s3${region}.amazonaws.com` };
}

/**
 * Reads the bucket and key of a request to S3, in path style or with the bucket in the host's name.
 * @returns `undefined` for other services, for S3 Control, and for the list of all buckets.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function s3AddressOf(request: Pick<MotoRequest, "headers" | "path">): S3Address | undefined {
  const host = s3HostOf(headerOf(request, "host") ?? "");
  if (host === undefined) {
    return undefined;
  }
  const [path = "", query = ""] = splitOnce(request.path, "?");
  const [bucket = "", key = ""] =
    host.bucket === undefined ? splitOnce(path.slice(1), "/") : [host.bucket, path.slice(1)];
  return bucket === "" ? undefined : { bucket, key: decodeKey(key), query: new URLSearchParams(query) };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * Decodes the key in a request's path. S3 reads `+` there as a space, so a key with a plus sign is sent as `%2B`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
export function decodeKey(key: string): string {
  const spaced = key.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
