import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An origin that answers with the request as it got it, so that a test sees what a function wrote into it. */
export async function startEcho(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    response.end(`${request.method} ${request.url}\n${request.rawHeaders.join("\n")}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
