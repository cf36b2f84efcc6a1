import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { accountOf } from "./routes.ts";

/** Headers that hold for one connection only: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const hopByHop = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const accountHeader = "x-moto-account-id";

/**
 * Passes a request on to moto as it came, Host header and all, and streams the answer back.
 * @param port - moto's port on 127.0.0.1.
 * @param failed - Told when moto can't be reached; the client then gets 502.
 */
export function forwardToMoto(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  failed: (message: string) => void,
): void {
  const onward = httpRequest({
    host: "127.0.0.1",
    port,
    method: request.method,
    path: request.url,
    headers: requestHeaders(request),
    agent: false,
  });
  onward.once("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, withoutHopByHop(answer.rawHeaders));
    answer.pipe(response);
    answer.once("error", () => response.destroy());
  });
  onward.once("error", (error) => {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    failed(error.message);
    response.writeHead(502, { "content-type": "text/plain" }).end(`moto did not answer: ${error.message}\n`);
  });
  response.once("close", () => onward.destroy());
  request.pipe(onward);
}

function requestHeaders(request: IncomingMessage): string[] {
  const headers = withoutHopByHop(request.rawHeaders, accountHeader);
  const account = accountOf(request.headers.authorization, request.url ?? "");
  if (account !== undefined) {
    headers.push(accountHeader, account);
  }
  if (request.headers["transfer-encoding"] !== undefined) {
    headers.push("Transfer-Encoding", "chunked");
  }
  // moto's server ends every connection after one answer.
  headers.push("Connection", "close");
  return headers;
}

/** Names and values in turn, as they came on the wire: order, case and repetition are kept. */
function withoutHopByHop(raw: readonly string[], besides?: string): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = String(raw[index]).toLowerCase();
    if (!hopByHop.has(name) && name !== besides) {
      kept.push(String(raw[index]), String(raw[index + 1]));
    }
  }
  return kept;
}
