import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that a test's origin received. */
interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly rawHeaders: readonly string[];
  body: string;
}

export type OriginHandler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

export interface TestOrigin {
  readonly port: number;
  readonly received: ReceivedRequest[];
  /** Sets the handler of the next requests. */
  answer(handler: OriginHandler): void;
  close(): Promise<void>;
}

/** Starts an HTTP server. Without a handler, it answers 200 with the request's path. */
export async function startOrigin(initial?: OriginHandler): Promise<TestOrigin> {
  let handler: OriginHandler = initial ?? ((request, response) => response.end(`path ${request.url}`));
  const received: ReceivedRequest[] = [];
  const server = createServer({ maxHeaderSize: 256 * 1024 }, (request, response) => {
    const record = {
      method: request.method ?? "",
      url: request.url ?? "",
      headers: request.headers,
      rawHeaders: request.rawHeaders,
      body: "",
    };
    received.push(record);
    request.on("data", (chunk: Buffer) => {
      record.body += chunk.toString();
    });
    handler(request, response, received.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    answer(next) {
      handler = next;
    },
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

/** Answers with these headers and body. The date is that of the test's clock, so that ages are exact. */
export function respond(
  clock: () => number,
  headers: Record<string, string | string[]> = {},
  body = "body",
  status = 200,
): OriginHandler {
  return (_request, response) => {
    response.writeHead(status, { date: new Date(clock()).toUTCString(), ...headers }).end(body);
  };
}
