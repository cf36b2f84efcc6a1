import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Http2SecureServer, Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { Duplex } from "node:stream";
import type { Clock } from "../../deployment.ts";
import type { ViewerResponse } from "../9-answer/send-answer.ts";
import { xCache } from "../base/answer.ts";
import { errorAnswer } from "../base/error-answer.ts";
import { requestId } from "../base/request-id.ts";

/** Statuses for Node.js's error codes; all others get 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 413,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Answers requests that Node.js does not pass to a request listener. Those that it can't parse get CloudFront's error
 * page. CONNECT gets 405; without a listener, Node.js would close the connection.
 */
export function answerUnreadable(server: Server | Http2SecureServer, clock: Clock): void {
  const newest = new WeakMap<Duplex, NewestRequest>();
  server.on("request", ({ socket }: IncomingMessage | Http2ServerRequest, response: ViewerResponse) => {
    newest.set(socket, { response, sentBefore: socket.bytesWritten });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex & { readonly bytesWritten: number }) => {
    const { response, sentBefore = 0 } = newest.get(socket) ?? {};
    const isAnswered = response?.closed === false && sentBefore !== socket.bytesWritten;
    if (!socket.writable || isAnswered) socket.destroy();
    else sendError(socket, statuses[error.code ?? ""] ?? 400, clock);
  });
  // HTTP/2 passes a response, HTTP/1.1 a socket.
  server.on("connect", (_: unknown, response: Duplex | Http2ServerResponse) => {
    if ("writeHead" in response) response.writeHead(405).end();
    else sendError(response, 405, clock);
  });
}

/** The newest request of a connection. */
interface NewestRequest {
  readonly response: ViewerResponse;
  /** The bytes that had been sent on the connection when the request began. */
  readonly sentBefore: number;
}

function sendError(socket: Duplex, status: number, clock: Clock): void {
  const answer = errorAnswer(status, "Bad request.", requestId(), clock());
  const headers = [...answer.headers, ["X-Cache", xCache.error], ["Connection", "close"]];
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const data = answer.body?.kind === "buffer" ? answer.body.data : "";
  socket.on("error", () => undefined);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n${data}`, () => socket.destroy());
}
