import { createServer, type IncomingMessage } from "node:http";
import { createSecureServer, type Http2ServerRequest } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import type { SecureContext } from "node:tls";
import type { Clock } from "../../deployment.ts";
import { LoopbackError } from "../../loopback-error.ts";
import type { ViewerResponse } from "../9-answer/send-answer.ts";
import { answerUnreadable } from "./answer-unreadable.ts";

type Handler = (
  request: IncomingMessage | Http2ServerRequest,
  response: ViewerResponse,
  protocol: "http" | "https",
) => void;

export interface Listeners {
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Bytes. Well over CloudFront's limit of 20,480, so that CloudFront's limit answers and not Node's. */
const maxHeaderSize = 256 * 1024;

/**
 * Listens on 127.0.0.1: HTTP/1.1, and HTTPS with HTTP/2.
 * @param ports 0 chooses a free port
 * @throws {LoopbackError} when a port is taken
 */
export async function listen(
  ports: { readonly http: number; readonly https: number },
  secureContext: (host: string) => Promise<SecureContext>,
  handler: Handler,
  clock: Clock,
): Promise<Listeners> {
  const plain = createServer({ maxHeaderSize, keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) =>
    handler(request, response, "http"),
  );
  const secure = createSecureServer(
    {
      allowHTTP1: true,
      maxHeaderSize,
      settings: { maxHeaderListSize: maxHeaderSize },
      SNICallback: (name, done) => {
        secureContext(name).then(
          (context) => done(null, context),
          (error: Error) => done(error),
        );
      },
    } as Parameters<typeof createSecureServer>[0],
    (request, response) => handler(request, response, "https"),
  );
  const sockets = new Set<Socket>();
  for (const server of [plain, secure]) {
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
    answerUnreadable(server, clock);
  }
  // A viewer that goes away, or does not trust the certificate, is not an error of the data plane.
  secure.on("tlsClientError", () => undefined);
  secure.on("sessionError", () => undefined);
  const [httpPort, httpsPort] = await Promise.all([open(plain, ports.http), open(secure, ports.https)]);
  return {
    httpPort,
    httpsPort,
    async close() {
      const closed = [plain, secure].map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

function open(
  server: ReturnType<typeof createServer> | ReturnType<typeof createSecureServer>,
  port: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} of 127.0.0.1 is taken. Stop the program that listens there, or choose another port.`;
      reject(error.code === "EADDRINUSE" ? new LoopbackError(taken) : error);
    });
    server.listen(port, "127.0.0.1", () => {
      server.removeAllListeners("error");
      resolve((server.address() as AddressInfo).port);
    });
  });
}
