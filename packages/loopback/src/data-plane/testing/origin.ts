import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as an origin of a test got it. */
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
  /** What answers from now on. */
  answer(handler: OriginHandler): void;
  close(): Promise<void>;
}

/** A real HTTP server; until told otherwise it answers 200 with the path it was asked for. */
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

/** Answers with these headers and body; the date is the test's clock's, so that ages come out as reckoned. */
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
