import { type Agent, request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";

export interface ClientResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** True if the body broke off. */
  readonly aborted: boolean;
}

export interface ClientRequest {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders | readonly string[];
  readonly body?: string;
  readonly https?: boolean;
  readonly servername?: string;
  /** An agent that keeps connections, for several requests on one of them. */
  readonly agent?: Agent;
}

/** Sends one request, on a new connection unless an agent keeps them. */
export function send(given: ClientRequest): Promise<ClientResponse> {
  return new Promise((resolve, reject) => {
    const options = {
      host: "127.0.0.1",
      port: given.port,
      path: given.path,
      method: given.method ?? "GET",
      headers: given.headers as OutgoingHttpHeaders,
      agent: given.agent ?? (false as const),
      maxHeaderSize: 256 * 1024,
    };
    const request = given.https
      ? httpsRequest({ ...options, servername: given.servername ?? "localhost", rejectUnauthorized: false })
      : httpRequest(options);
    request.once("error", reject);
    request.once("response", (response) => {
      const chunks: Buffer[] = [];
      const done = (aborted: boolean) =>
        resolve({
          status: response.statusCode ?? 0,
          statusText: response.statusMessage ?? "",
          headers: response.headers,
          rawHeaders: response.rawHeaders,
          body: Buffer.concat(chunks).toString("latin1"),
          aborted,
        });
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("end", () => done(false));
      response.once("error", () => done(true));
    });
    request.end(given.body);
  });
}
