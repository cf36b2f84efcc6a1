import { s3HostOf } from "../s3/s3-address.ts";

/** The parts of a request by which moto chooses the service that answers. */
interface Addressed {
  readonly host: string;
  /** The path and query, as sent. */
  readonly path: string;
}

/** The host and path to send a request to, or the reason why it can't be sent, in one sentence. */
export type MotoTarget = Addressed | { readonly refused: string };

/** Paths that moto reserves for its own services, whatever the host. */
const reserved = [/^\/moto-api/, /^\/favicon\.ico$/, /^\/latest\/(meta-data|api)(\/|$)/];

/** A path that moto reserves for S3 Control on S3's hosts. */
const reservedOfS3 = /^\/v20180820\//;

/**
 * Addresses a request so that moto answers for the service that the client asked.
 *
 * moto reserves some paths, so a request for the key `moto-api/reset` of a bucket would delete everything that moto has.
 * Requests to S3 are therefore sent in path style, in which the path begins with the bucket. Paths that are still
 * reserved are rejected: those of other services, and those of a bucket with a reserved name.
 *
 * moto also reads some keys differently from S3, so the path is written as moto reads it: S3 reads `+` as a space, and
 * moto drops everything after `;` or `#`, and a slash at the start of a key.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function motoTarget({ host, path: target }: Addressed): MotoTarget {
  if (!target.startsWith("/")) {
    return { refused: `The request target ${JSON.stringify(target)} must be a path that begins with '/'.` };
  }
  const s3 = s3HostOf(host);
  const mark = target.includes("?") ? target.indexOf("?") : target.length;
  const path = s3 === undefined ? target.slice(0, mark) : s3Path(target.slice(0, mark), s3.bucket);
  const read = asMotoReads(path);
  if (reserved.some((pattern) => pattern.test(read)) || (s3 !== undefined && reservedOfS3.test(read))) {
    const advice = s3 === undefined ? "The loopback can't answer for it." : "Use another name for the bucket.";
    return { refused: `moto reserves the path '${read}', whatever the host. ${advice}` };
  }
  return { host: s3?.endpoint ?? host, path: path + target.slice(mark) };
}

function s3Path(path: string, bucket: string | undefined): string {
  const pathStyle = bucket === undefined ? path : `/${bucket}${path === "/" ? "" : path}`;
  return pathStyle.replaceAll("+", "%20").replaceAll(";", "%3B").replaceAll("#", "%23");
}

/** Decodes a path once and merges its leading slashes, as moto does. */
function asMotoReads(path: string): string {
  const [before = ""] = path.split("#", 1);
  const decoded = before.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decoded.replace(/^\/+/, "/");
}

/**
 * Addresses a request whose host is in its headers.
 * @param request - A request whose headers are names and values in turn.
 */
export function addressMoto<Request extends { readonly path: string; readonly headers: readonly string[] }>(
  request: Request,
): Request | { readonly refused: string } {
  const at = request.headers.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === "host");
  const target = motoTarget({ host: request.headers[at + 1] ?? "", path: request.path });
  if ("refused" in target) return target;
  const headers = at < 0 ? request.headers : request.headers.with(at + 1, target.host);
  return { ...request, path: target.path, headers };
}
