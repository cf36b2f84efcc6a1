import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { SecureContext } from "node:tls";
import { controlHost } from "../running/control.ts";
import { routeOf, splitAuthority } from "./routes.ts";
import { openTunnel } from "./upstream.ts";

export interface ProxyOptions {
  /** Returns the certificate and key for a host. */
  readonly secureContext: (host: string) => Promise<SecureContext>;
  /** Answers requests to all other hosts of AWS. */
  readonly moto: RequestListener;
  /** Answers requests to CloudFront's hosts. */
  readonly cloudFront: RequestListener;
  /** Answers plain HTTP requests to `loopback.localhost`. Without it they are rejected. */
  readonly control?: RequestListener;
  /** The caller's environment, whose proxy settings are used for tunnels. */
  readonly env: NodeJS.ProcessEnv;
  /** Called with one line for each rejected request and each failure. */
  readonly log: (line: string) => void;
  /** Called with each request to AWS before it is answered. @default none */
  readonly observe?: ((request: ObservedRequest) => void) | undefined;
}

/** A request to AWS, as a client sent it. */
export interface ObservedRequest {
  readonly method: string;
  readonly host: string;
  /** The path and the query. */
  readonly path: string;
  /** The operation of AWS's JSON protocols: `Kinesis_20131202.CreateStream`. */
  readonly target: string | undefined;
  readonly userAgent: string;
}

export interface TlsProxy {
  readonly port: number;
  /**
   * Replaces the hosts that a client may tunnel to. All other hosts except AWS's are rejected.
   * @param client - The client whose hosts are replaced; the hosts of other clients stay.
   */
  tunnel(hosts: readonly string[], client?: string): void;
  close(): Promise<void>;
}

/** Starts an HTTP CONNECT proxy on a free port of 127.0.0.1 that terminates TLS for AWS's hosts itself. */
export async function startProxy(options: ProxyOptions): Promise<TlsProxy> {
  const { secureContext, log, control } = options;
  const tunneled = new Map<string, readonly string[]>();
  const isTunneled = (host: string) => [...tunneled.values()].some((hosts) => hosts.includes(host));
  const sockets = new Set<Duplex>();
  const track = (socket: Duplex) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // A client that disconnects is not an error.
    socket.on("error", () => socket.destroy());
  };

  const secure = createSecureServer(
    {
      ALPNProtocols: ["http/1.1"],
      SNICallback(name, done) {
        secureContext(name).then((context) => done(null, context), done);
      },
    },
    answerFor(options),
  );
  // Idle connections stay open, because a client could reuse one at the moment it is closed. AWS also keeps them longer.
  secure.keepAliveTimeout = 0;
  secure.requestTimeout = 0;
  secure.on("tlsClientError", (error) => log(`TLS with a client failed: ${error.message}`));

  const server = createServer((request, response) => {
    const host = URL.parse(request.url ?? "")?.host ?? request.headers.host ?? "";
    if (host === controlHost && control !== undefined) {
      control(request, response);
      return;
    }
    log(rejectionOf(host));
    sendForbidden(request, response, rejectionOf(host));
  });
  server.on("connection", track);
  server.on("connect", (request, socket, head) => {
    const { host, port } = splitAuthority(request.url ?? "");
    if (port === 443 && routeOf(host) !== "refused") {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.unshift(head);
      secure.emit("connection", socket);
    } else if (port === 443 && isTunneled(host)) {
      openTunnel({ host, port, env: options.env, timeoutMilliseconds: 10_000 }).then(
        (upstream) => {
          track(upstream);
          join(socket as Socket, upstream, head);
        },
        (error: Error) => {
          log(`could not reach ${host}: ${error.message}`);
          socket.end("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n");
        },
      );
    } else {
      log(rejectionOf(request.url ?? ""));
      socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
    }
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    tunnel(hosts, client = "") {
      tunneled.set(client, hosts);
    },
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) {
        socket.destroy();
      }
      return closed;
    },
  };
}

function join(client: Socket, upstream: Socket, head: Buffer): void {
  client.write("HTTP/1.1 200 Connection established\r\n\r\n");
  upstream.write(head);
  client.pipe(upstream).pipe(client);
  client.once("close", () => upstream.destroy());
  upstream.once("close", () => client.destroy());
}

/** Routes by the Host header, which may name another host inside the tunnel than CONNECT did. */
function answerFor({ moto, cloudFront, log, observe }: ProxyOptions): RequestListener {
  return (request, response) => {
    const { host } = splitAuthority(request.headers.host ?? "");
    observe?.(observed(request, host));
    const route = routeOf(host);
    if (route === "cloudfront") {
      cloudFront(request, response);
    } else if (route === "moto") {
      moto(request, response);
    } else {
      log(rejectionOf(host));
      sendForbidden(request, response, rejectionOf(host));
    }
  };
}

function observed({ method = "GET", url = "/", headers }: IncomingMessage, host: string): ObservedRequest {
  const target = headers["x-amz-target"];
  return {
    method,
    host,
    path: url,
    target: typeof target === "string" ? target : undefined,
    userAgent: headers["user-agent"] ?? "",
  };
}

/** Answers 403, with the reason as text. */
function sendForbidden(request: IncomingMessage, response: ServerResponse, reason: string): void {
  request.resume();
  response.writeHead(403, { "content-type": "text/plain", connection: "close" });
  response.end(`${reason}\n`);
}

function rejectionOf(host: string): string {
  return `the loopback refused ${JSON.stringify(host)}: only hosts of AWS are answered for`;
}
