import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import type { Readable } from "node:stream";
import type { HeaderList } from "../edge-functions.ts";
import { fromRaw, headerOf } from "../http/headers.ts";

/** A request as the viewer sent it. */
export interface ViewerRequest {
  readonly method: string;
  readonly protocol: "http" | "https";
  /** `1.1` or `2.0` */
  readonly httpVersion: string;
  /** As the viewer wrote it, with its port. */
  readonly host: string;
  /** Path and query as they are on the wire. */
  readonly url: string;
  readonly uri: string;
  readonly querystring: string;
  readonly headers: HeaderList;
  readonly clientIp: string;
  readonly clientPort: number;
  readonly body: Readable | undefined;
}

export function readViewerRequest(
  request: IncomingMessage | Http2ServerRequest,
  protocol: "http" | "https",
): ViewerRequest {
  let headers = fromRaw(request.rawHeaders);
  let host = headerOf(headers, "host");
  if (host === undefined) {
    const authority = request.headers[":authority"];
    host = typeof authority === "string" ? authority : "";
    if (host !== "") headers = [["Host", host], ...headers];
  }
  const url = pathAndQuery(request.url ?? "/");
  const mark = url.indexOf("?");
  const length = headerOf(headers, "content-length");
  const hasBody =
    headerOf(headers, "transfer-encoding") !== undefined ||
    (length !== undefined && length !== "0") ||
    (request.httpVersionMajor === 2 && length === undefined && !(request as Http2ServerRequest).stream.endAfterHeaders);
  return {
    method: request.method ?? "GET",
    protocol,
    httpVersion: request.httpVersion,
    host,
    url,
    uri: mark < 0 ? url : url.slice(0, mark),
    querystring: mark < 0 ? "" : url.slice(mark + 1),
    headers,
    clientIp: (request.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, ""),
    clientPort: request.socket.remotePort ?? 0,
    body: hasBody ? (request as Readable) : undefined,
  };
}

/** A request line may hold a whole URL: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 */
function pathAndQuery(target: string): string {
  if (target.startsWith("/")) return target;
  const path = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1] ?? "/";
  return path.startsWith("/") ? path : `/${path}`;
}
