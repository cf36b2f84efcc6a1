import { type Agent, type IncomingHttpHeaders, request } from "node:http";

export interface EdgeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface EdgeRequest {
  /** The port of 127.0.0.1. */
  readonly port: number;
  /** The distribution's domain name or alias. */
  readonly host: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Keeps connections. @default a separate connection */
  readonly agent?: Agent | undefined;
}

/** Sends a request to the edge. */
export function requestEdge({
  port,
  host,
  path = "/",
  method = "GET",
  headers = {},
  body,
  agent,
}: EdgeRequest): Promise<EdgeAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: "127.0.0.1",
      port,
      path,
      method,
      headers: { host, ...headers },
      agent: agent ?? false,
    });
    sent.once("error", reject);
    sent.once("response", async (answer) => {
      const chunks = await answer.toArray().catch(reject);
      if (chunks === undefined) return;
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() });
    });
    sent.end(body);
  });
}
