import { request } from "node:http";
import { connect, type Socket } from "node:net";

/** The host of a tunnel, and how long to try to reach it. */
export interface TunnelTarget {
  readonly host: string;
  readonly port: number;
  /** The user's environment, whose `HTTPS_PROXY` and `NO_PROXY` are honored. */
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMilliseconds: number;
}

/**
 * Opens a TCP connection to a host on the internet, through the user's HTTPS proxy if one is set.
 * @throws when the host, or the proxy, can't be reached in time.
 */
export function openTunnel(target: TunnelTarget): Promise<Socket> {
  const proxy = userProxy(target.host, target.env);
  return proxy === undefined ? connectDirectly(target) : connectByProxy(target, proxy);
}

function connectDirectly({ host, port, timeoutMilliseconds }: TunnelTarget): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.setTimeout(timeoutMilliseconds, () => socket.destroy(new Error(`${host} did not answer in time`)));
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      socket.setTimeout(0);
      socket.removeAllListeners("timeout");
      resolve(socket);
    });
  });
}

function connectByProxy({ host, port, timeoutMilliseconds }: TunnelTarget, proxy: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const authority = `${host}:${port}`;
    const connecting = request({
      host: proxy.hostname,
      port: proxy.port || 80,
      method: "CONNECT",
      path: authority,
      agent: false,
      headers: { host: authority, ...authorization(proxy) },
    });
    connecting.setTimeout(timeoutMilliseconds, () =>
      connecting.destroy(new Error(`${proxy.host} did not answer in time`)),
    );
    connecting.once("error", reject);
    connecting.once("connect", (answer, socket) => {
      if (answer.statusCode === 200) {
        socket.setTimeout(0);
        resolve(socket as Socket);
      } else {
        socket.destroy();
        reject(new Error(`the proxy ${proxy.host} answered ${answer.statusCode} for ${authority}`));
      }
    });
    connecting.end();
  });
}

function authorization(proxy: URL): Record<string, string> {
  if (proxy.username === "") {
    return {};
  }
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}

/** The proxy that the user's environment sets for a host; `undefined` for a direct connection. */
export function userProxy(host: string, env: NodeJS.ProcessEnv): URL | undefined {
  const value = env.HTTPS_PROXY || env.https_proxy;
  if (!value || isExempt(host, env.NO_PROXY || env.no_proxy || "")) {
    return undefined;
  }
  const text = value.includes("://") ? value : `http://${value}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isExempt(host: string, list: string): boolean {
  return list
    .split(",")
    .map((entry) => entry.trim().replace(/^\*?\./, ""))
    .some((entry) => entry === "*" || (entry !== "" && (host === entry || host.endsWith(`.${entry}`))));
}
