import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Http2SecureServer, Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { Duplex } from "node:stream";
import type { Clock } from "../../deployment.ts";
import type { ViewerResponse } from "../9-answer/send-answer.ts";
import { xCache } from "../base/answer.ts";
import { errorAnswer } from "../base/error-answer.ts";
import { requestId } from "../base/request-id.ts";

/** The statuses of Node.js's errors that are not 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 413,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Answers requests that Node.js does not hand to a request listener: those it can't read get CloudFront's page, and
 * CONNECT, for which it would close the connection, gets 405.
 */
export function answerUnreadable(server: Server | Http2SecureServer, clock: Clock): void {
  /** How much had been sent on a connection when its request in progress began. */
  const before = new WeakMap<Duplex, number>();
  server.on("request", ({ socket }: IncomingMessage | Http2ServerRequest, response: ViewerResponse) => {
    before.set(socket, socket.bytesWritten);
    response.once("close", () => before.delete(socket));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex & { readonly bytesWritten: number }) => {
    const isAnswered = (before.get(socket) ?? socket.bytesWritten) !== socket.bytesWritten;
    if (!socket.writable || isAnswered) socket.destroy();
    else refuse(socket, statuses[error.code ?? ""] ?? 400, clock);
  });
  // HTTP/2 gives a response, HTTP/1.1 a socket.
  server.on("connect", (_: unknown, response: Duplex | Http2ServerResponse) => {
    if ("writeHead" in response) response.writeHead(405).end();
    else refuse(response, 405, clock);
  });
}

function refuse(socket: Duplex, status: number, clock: Clock): void {
  const answer = errorAnswer(status, "Bad request.", requestId(), clock());
  const headers = [...answer.headers, ["X-Cache", xCache.error], ["Connection", "close"]];
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const data = answer.body?.kind === "buffer" ? answer.body.data : "";
  socket.on("error", () => undefined);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n${data}`, () => socket.destroy());
}
