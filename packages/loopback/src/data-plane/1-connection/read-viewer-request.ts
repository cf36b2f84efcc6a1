import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import type { TLSSocket } from "node:tls";
import { hostInTarget, pathAndQuery } from "../../request-target.ts";
import type { Malformed, ViewerRequest } from "../base/viewer-request.ts";
import { fromRaw, type HeaderList, headerOf, withoutHeaders } from "../http/headers.ts";
import { parseAddress, splitSimulatedViewer } from "./simulated-viewer.ts";

const acceptEncoding: ReadonlySet<string> = new Set(["accept-encoding"]);

/** Reads a request's line, headers and connection. The body is left to be streamed. */
export function readViewerRequest(
  request: IncomingMessage | Http2ServerRequest,
  protocol: "http" | "https",
): ViewerRequest {
  const { headers: given, simulated } = splitSimulatedViewer(fromRaw(request.rawHeaders));
  let headers = given;
  // CloudFront does not compress for HTTP/1.0: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
  if (request.httpVersion === "1.0") headers = withoutHeaders(headers, acceptEncoding);
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
    ("stream" in request && length === undefined && !request.stream.endAfterHeaders);
  const { remoteAddress = "127.0.0.1", remotePort = 0 } = request.socket;
  const simulatedAddress = parseAddress(simulated.get("address"));
  return {
    method: request.method ?? "GET",
    protocol,
    httpVersion: request.httpVersion,
    host,
    url,
    uri: mark < 0 ? url : url.slice(0, mark),
    querystring: mark < 0 ? "" : url.slice(mark + 1),
    headers,
    clientIp: simulatedAddress?.ip ?? remoteAddress.replace(/^::ffff:/, ""),
    clientPort: simulatedAddress?.port ?? remotePort,
    simulated,
    tls: protocol === "https" ? tlsOf(request) : undefined,
    body: hasBody ? request : undefined,
    malformed: malformedIn(request, given),
  };
}

/**
 * Finds HTTP/2 without TLS, and requests that name two hosts.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 * @see https://www.rfc-editor.org/rfc/rfc9113#section-8.3.1
 */
function malformedIn(request: IncomingMessage | Http2ServerRequest, headers: HeaderList): Malformed | undefined {
  if (request.httpVersionMajor > 1 && !("stream" in request)) {
    return { status: 505, message: `HTTP/${request.httpVersion} needs TLS.` };
  }
  let hostHeaders = 0;
  for (const [name] of headers) if (name.length === 4 && name.toLowerCase() === "host") hostHeaders += 1;
  if (hostHeaders > 1) return { status: 400, message: "The request has more than one Host header." };
  // Most requests of HTTP/1.1 name a host only in its header, and Node.js computes `request.headers` when it is read.
  if (request.httpVersionMajor === 1 && request.url?.startsWith("/")) return undefined;
  const names = [headerOf(headers, "host"), hostInTarget(request.url ?? ""), request.headers[":authority"]];
  const hosts = new Set(names.filter((host) => typeof host === "string").map((host) => host.toLowerCase()));
  return hosts.size > 1
    ? { status: 400, message: `The request names two hosts: ${[...hosts].join(" and ")}.` }
    : undefined;
}

/** Connections that have carried a request before. */
const usedConnections = new WeakSet<object>();

/**
 * Describes a TLS connection as `CloudFront-Viewer-TLS` does.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
function tlsOf(request: IncomingMessage | Http2ServerRequest): (() => string) | undefined {
  const connection = "stream" in request ? request.stream.session : request.socket;
  if (connection === undefined) return undefined;
  const wasUsed = usedConnections.has(connection);
  usedConnections.add(connection);
  const socket = ("socket" in connection ? connection.socket : connection) as TLSSocket;
  return () => {
    const handshake = wasUsed ? "connectionReused" : socket.isSessionReused() ? "sessionResumed" : "fullHandshake";
    return `${socket.getProtocol()}:${socket.getCipher().name}:${handshake}`;
  };
}
