import type { RequestView } from "../../api/index.ts";

/** A request as the viewer sent it, and the host it sent it to. */
export interface SentRequest {
  readonly protocol: string;
  readonly host: string;
  readonly request: RequestView;
}

/** Headers that curl writes itself, or that belong to the browser's connection. */
const OWN = new Set(["host", "connection", "content-length", "transfer-encoding", "upgrade-insecure-requests"]);

/** Writes a request as a command for a POSIX shell. Values that the API masks stay masked. */
export function curlOf({ protocol, host, request }: SentRequest): string {
  const { method, uri, querystring, headers } = request;
  const url = `${protocol}://${host}${uri}${querystring === "" ? "" : `?${querystring}`}`;
  const isEncoded = headers.some(({ name }) => name.toLowerCase() === "accept-encoding");
  return [
    ...["curl", "-i", ...(method === "GET" ? [] : method === "HEAD" ? ["--head"] : ["-X", quote(method)])],
    quote(url),
    ...headers
      .filter(({ name }) => !OWN.has(name.toLowerCase()))
      // curl removes a header without a value, unless a semicolon ends its name.
      .map(({ name, value }) => `-H ${quote(value === "" ? `${name};` : `${name}: ${value}`)}`),
    ...(isEncoded ? ["--compressed"] : []),
  ].join(" ");
}

const quote = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
