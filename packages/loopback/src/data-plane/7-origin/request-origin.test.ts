import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { type Harness, startHarness } from "../testing/harness.ts";

let harness: Harness | undefined;
let server: Server | undefined;
afterEach(async () => {
  await harness?.close();
  server?.close();
});

/** An origin that answers one request on each connection, and closes the connection when it gets another. */
async function startImpatientOrigin(): Promise<{ port: number; received: string[] }> {
  const received: string[] = [];
  const requests = new WeakMap<Socket, number>();
  server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => {
      const text = data.toString();
      const isNew = /^[A-Z]+ \//.test(text);
      const count = (requests.get(socket) ?? 0) + (isNew ? 1 : 0);
      requests.set(socket, count);
      if (count > 1) {
        socket.destroy();
        return;
      }
      received.push(text);
      if (text.startsWith("GET") || text.endsWith("body")) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nCache-Control: no-store\r\n\r\nok");
      }
    });
  });
  await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
  return { port: (server.address() as AddressInfo).port, received };
}

it("sends a small body again on another connection if the origin had closed the reused one", async () => {
  const { port, received } = await startImpatientOrigin();
  harness = await startHarness({
    behavior: {
      AllowedMethods: {
        Quantity: 7,
        Items: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        CachedMethods: { Quantity: 2, Items: ["GET", "HEAD"] },
      },
    },
    resolve: () => ({ host: "127.0.0.1", port, tls: false }),
  });
  expect((await harness.get("/a")).status).toBe(200);
  const put = await harness.get("/b", { method: "PUT", body: "the body", headers: { "content-length": "8" } });
  expect([put.status, put.body]).toEqual([200, "ok"]);
  expect(received.join("")).toMatch(/^GET \/a.*PUT \/b.*the body$/s);
});
