import { request } from "node:http";
import type { Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";

/** Requests a tunnel from a proxy on 127.0.0.1. @returns the status of its answer, and the socket */
export function connectThrough(port: number, authority: string): Promise<{ status: number; socket: Socket }> {
  return new Promise((resolve, reject) => {
    const connecting = request({ host: "127.0.0.1", port, method: "CONNECT", path: authority, agent: false });
    connecting.once("connect", (answer, socket) =>
      resolve({ status: answer.statusCode ?? 0, socket: socket as Socket }),
    );
    connecting.once("error", reject);
    connecting.end();
  });
}

/** Opens a TLS connection through the proxy that trusts only `authority`. */
export async function secureThrough(port: number, host: string, authority: string): Promise<TLSSocket> {
  const { socket } = await connectThrough(port, `${host}:443`);
  return new Promise((resolve, reject) => {
    const secure = connect({ socket, servername: host, ca: authority, ALPNProtocols: ["h2", "http/1.1"] });
    secure.once("secureConnect", () => resolve(secure));
    secure.once("error", reject);
  });
}
