import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";

interface Visited {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request to a port of this machine, on a connection of its own. */
export function visit(
  port: number,
  path: string,
  method: string,
  headers: OutgoingHttpHeaders,
  body: string | undefined,
): Promise<Visited> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      response.toArray().then((chunks: Buffer[]) => {
        resolve({
          status: response.statusCode ?? 0,
          statusText: response.statusMessage ?? "",
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      }, reject);
    });
    asked.once("error", reject);
    asked.end(body);
  });
}
