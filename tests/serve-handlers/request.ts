import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";

interface ReceivedAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request to a port of this machine, on a new connection. */
export function sendRequest(
  port: number,
  path: string,
  method: string,
  headers: OutgoingHttpHeaders,
  body: string | undefined,
): Promise<ReceivedAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      response.toArray().then((chunks: Buffer[]) => {
        resolve({
          status: response.statusCode ?? 0,
          statusText: response.statusMessage ?? "",
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      }, reject);
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
