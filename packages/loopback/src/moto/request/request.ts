import type { IncomingMessage } from "node:http";
import { accountOf } from "../../proxy/routes.ts";

/** A request to moto, with its body in memory. */
export interface MotoRequest {
  readonly method: string;
  /** The path and query. */
  readonly path: string;
  /** Names and values in turn, in the order and case in which they were sent. `Host` determines the service. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

export interface MotoAnswer {
  readonly status: number;
  readonly statusMessage: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Headers that apply to one connection only: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const hopByHop = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const accountHeader = "x-moto-account-id";

/** The first value of a header, by its name in lower case. */
export function headerOf({ headers }: Pick<MotoRequest, "headers">, name: string): string | undefined {
  const index = headers.findIndex((text, at) => at % 2 === 0 && text.toLowerCase() === name);
  return index < 0 ? undefined : headers[index + 1];
}

/** Removes the headers of the connection, and those that `others` names in lower case. */
export function withoutHopByHop(raw: readonly string[], ...others: readonly string[]): string[] {
  return raw.filter((_, index) => {
    const name = String(raw[index - (index % 2)]).toLowerCase();
    return !hopByHop.has(name) && !others.includes(name);
  });
}

/** Replaces a request's body, and removes the headers with the old body's length or checksum. */
export function withBody<Request extends Pick<MotoRequest, "body" | "headers">>(
  request: Request,
  body: string,
): Request {
  const ofOldBody = /^(content-md5|content-length|x-amz-checksum-|x-amz-sdk-checksum-)/i;
  const headers = request.headers.filter((_, index) => !ofOldBody.test(String(request.headers[index - (index % 2)])));
  return { ...request, headers, body: Buffer.from(body) };
}

/** A client's headers for moto: the account is the one that signed the request, whatever the client's own header says. */
export function motoHeaders(request: IncomingMessage): string[] {
  const account = accountOf(request.headers.authorization, request.url ?? "");
  const headers = withoutHopByHop(request.rawHeaders, accountHeader);
  return account === undefined ? headers : [...headers, accountHeader, account];
}

/** A request that the loopback itself makes. */
export interface OwnRequest {
  /** The account that the request is sent for: twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The service's name in signatures and host names: `s3`, `lambda`. */
  readonly service: string;
  readonly path: string;
  readonly method?: string;
  readonly body?: string;
}

/** Makes a request of the loopback. */
export function ownRequest(options: OwnRequest): MotoRequest {
  const { account, region, service, path, method = "GET", body = "" } = options;
  // moto reads the service from the signature's scope, and accepts any signature.
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${account}/20260101/${region}/${service}/aws4_request, ` +
    "SignedHeaders=host, Signature=loopback";
  const host = `${service}.${region}.amazonaws.com`;
  const headers = ["Host", host, "Authorization", authorization, accountHeader, account];
  return { method, path, headers, body: Buffer.from(body) };
}
