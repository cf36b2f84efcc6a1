import { s3HostOf } from "../s3/s3-address.ts";

/** What moto decides by which of its services answers. */
interface Addressed {
  readonly host: string;
  /** Path and query, as on the wire. */
  readonly path: string;
}

/** Where to send a request, or why it can't be sent, in one sentence. */
export type MotoTarget = Addressed | { readonly refused: string };

/** Paths that moto takes for services of its own, whatever the host. */
const reserved = [/^\/moto-api/, /^\/favicon\.ico$/, /^\/latest\/(meta-data|api)(\/|$)/];

/** moto takes this path of S3's hosts for S3 Control. */
const reservedOfS3 = /^\/v20180820\//;

/**
 * Addresses a request so that moto answers for the service that the client asked.
 *
 * moto keeps some paths for itself, so a request for the key `moto-api/reset` of a bucket would delete everything that
 * moto holds. In path style the bucket comes first, and such a path is an object's key. Paths that begin with a
 * reserved one after that too are refused: those of other services, and those of a bucket with such a name.
 *
 * moto also reads some keys in another way than S3, so the path is written as moto reads it: S3 takes `+` for a space,
 * and moto drops what follows `;` or `#`, and a slash that a key begins with.
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
    return { refused: `moto keeps the path '${read}' for itself, whatever the host. ${advice}` };
  }
  return { host: s3?.endpoint ?? host, path: path + target.slice(mark) };
}

function s3Path(path: string, bucket: string | undefined): string {
  const pathStyle = bucket === undefined ? path : `/${bucket}${path === "/" ? "" : path}`;
  return pathStyle.replaceAll("+", "%20").replaceAll(";", "%3B").replaceAll("#", "%23");
}

/** moto decodes a path once, and merges the slashes that it begins with. */
function asMotoReads(path: string): string {
  const [before = ""] = path.split("#", 1);
  const decoded = before.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decoded.replace(/^\/+/, "/");
}

/**
 * Addresses a request that has its host among its headers.
 * @param request - Its headers are names and values in turn.
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
