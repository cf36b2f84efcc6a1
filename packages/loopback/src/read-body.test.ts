import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBody } from "./read-body.ts";

let server: Server;

beforeEach(async () => {
  server = createServer((asked, response) => {
    readBody(asked, 1_000).then(
      (body) => response.end(`${body.length} bytes`),
      (error: Error) => response.writeHead(413).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends a body in chunks of 100 bytes. @param size - The size of the body, in bytes. */
function send(size: number, headers: Record<string, string>): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, method: "POST", headers, agent: false });
    asked.once("error", reject);
    asked.once("response", async (response) => resolve(Buffer.concat(await response.toArray()).toString()));
    for (let sent = 0; sent < size; sent += 100) asked.write("x".repeat(100));
    asked.end();
  });
}

const tooLarge = "The request's body has more than 1000 bytes, the most that the loopback reads.";

describe("a body", () => {
  it.each([
    ["as long as the limit", 1_000, "1000 bytes"],
    ["longer", 1_100, tooLarge],
    ["longer by far, which the client sends to its end", 5_000_000, tooLarge],
  ])("%s is read or refused, with a Content-Length and without", async (_, size, expected) => {
    expect(await send(size, { "content-length": String(size) })).toBe(expected);
    expect(await send(size, { "transfer-encoding": "chunked" })).toBe(expected);
  });

  it("is rejected by its Content-Length before any of it is sent", async () => {
    const { port } = server.address() as AddressInfo;
    const asked = request({
      host: "127.0.0.1",
      port,
      method: "POST",
      headers: { "content-length": "60000000" },
      agent: false,
    });
    asked.on("error", () => undefined);
    asked.flushHeaders();
    const status = await new Promise((resolve) => asked.once("response", (response) => resolve(response.statusCode)));
    asked.destroy();
    expect(status).toBe(413);
  });
});
