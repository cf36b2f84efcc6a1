// Leads a function's calls of AWS to a stand-in for it, and keeps it from every other host but this machine.
import dns from "node:dns";
import { createRequire } from "node:module";
import net from "node:net";
import { AwsTunnel } from "./aws-tunnel.js";

// Other modules see a change of what CommonJS exports, and of nothing else.
const tls = createRequire(import.meta.url)("node:tls");

const isAws = (host) => /\.(amazonaws\.com|api\.aws)$/i.test(host);
const isLocal = (host) => /^(localhost|.*\.localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3})$/i.test(host);

/** @param network the port of a proxy on 127.0.0.1, its certificate in PEM, and hosts to let through besides */
export function confineNetwork({ proxyPort, certificate, allowHosts = [] }) {
  const allowed = new Set(allowHosts.map((host) => host.toLowerCase()));
  resolveLocalhost();

  const connectSocket = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function connect(...parts) {
    const { host = "localhost", path } = optionsOf(parts);
    if (path !== undefined || isLocal(host) || allowed.has(host.toLowerCase())) return connectSocket.apply(this, parts);
    const error = new Error(
      `The function asked for ${host}. On the loopback it reaches AWS's hosts by HTTPS, and this machine; allow other hosts by name.`,
    );
    process.nextTick(() => this.destroy(Object.assign(error, { code: "EACCES" })));
    return this;
  };

  const connectSecurely = tls.connect;
  tls.connect = (...parts) => {
    const options = optionsOf(parts);
    const { host, port } = options;
    if (options.socket !== undefined || host === undefined || !isAws(host)) return connectSecurely(...parts);
    const listener = parts.find((part) => typeof part === "function");
    const socket = new AwsTunnel(proxyPort, `${host}:${port ?? 443}`);
    const { host: _, port: __, path: ___, ...rest } = options;
    return connectSecurely({ ...rest, socket, servername: options.servername || host, ca: certificate }, listener);
  };
}

/** `connect(options)`, `connect(port, host)`, or what `net.connect` makes of either. */
function optionsOf(parts) {
  const [first, second, third] = Array.isArray(parts[0]) ? parts[0] : parts;
  if (typeof first === "object" && first !== null) return first;
  if (typeof first === "string" && Number.isNaN(Number(first))) return { path: first };
  const host = typeof second === "string" ? second : undefined;
  const options = [second, third].find((part) => typeof part === "object" && part !== null);
  return { port: first, ...(host === undefined ? {} : { host }), ...options };
}

/** Not every system's resolver knows the names below `localhost`. */
function resolveLocalhost() {
  const lookup = dns.lookup;
  dns.lookup = (host, options, done) => {
    const callback = typeof options === "function" ? options : done;
    if (!/\.localhost$/i.test(host)) return lookup(host, options, done);
    const address = { address: "127.0.0.1", family: 4 };
    return process.nextTick(() =>
      options?.all ? callback(null, [address]) : callback(null, address.address, address.family),
    );
  };
}
