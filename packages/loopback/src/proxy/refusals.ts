import type { IncomingMessage, ServerResponse } from "node:http";

/** Answers 403, with the reason as text. */
export function refuse(request: IncomingMessage, response: ServerResponse, reason: string): void {
  request.resume();
  response.writeHead(403, { "content-type": "text/plain", connection: "close" });
  response.end(`${reason}\n`);
}

/** Why a host is not reached. */
export function refusal(host: string): string {
  return `the loopback refused ${JSON.stringify(host)}: only hosts of AWS are answered for`;
}
