import { type IncomingHttpHeaders, request } from "node:http";

export interface EdgeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface EdgeRequest {
  /** Of 127.0.0.1. */
  readonly port: number;
  /** The distribution's domain name or alias. */
  readonly host: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks the edge as a browser does, on a connection of its own. */
export function requestEdge({
  port,
  host,
  path = "/",
  method = "GET",
  headers = {},
  body,
}: EdgeRequest): Promise<EdgeAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers: { host, ...headers }, agent: false });
    asked.once("error", reject);
    asked.once("response", async (answer) => {
      const chunks = await answer.toArray().catch(reject);
      if (chunks === undefined) return;
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() });
    });
    asked.end(body);
  });
}
