import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { type Harness, startHarness } from "../testing/harness.ts";

let harness: Harness | undefined;
let server: Server | undefined;
afterEach(async () => {
  await harness?.close();
  server?.close();
});

/**
 * Starts a distribution whose origin answers one request on each connection, and closes the connection when it gets
 * another. It answers as soon as it has as many connections as are opened first.
 */
async function start(opened = 1): Promise<{ harness: Harness; received: string[] }> {
  const received: string[] = [];
  const used = new Set<Socket>();
  const waiting: Socket[] = [];
  server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => {
      const text = data.toString();
      received.push(text);
      if (used.has(socket)) {
        socket.destroy();
        return;
      }
      if (!text.startsWith("GET") && !text.endsWith("the body")) return;
      waiting.push(socket);
      if (used.size + waiting.length < opened) return;
      for (const answered of waiting.splice(0)) {
        used.add(answered);
        answered.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nCache-Control: no-store\r\n\r\nok");
      }
    });
  });
  await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
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
  return { harness, received };
}

const withBody = (method: string) => ({ method, body: "the body", headers: { "content-length": "8" } });
const methodsOf = (received: string[]) => received.join("").match(/[A-Z]+(?= \/[a-d] )/g);

it("sends a small body again on another connection if the origin had closed the reused one", async () => {
  const { harness, received } = await start();
  expect((await harness.get("/a")).status).toBe(200);
  expect(await harness.get("/b", withBody("PUT"))).toMatchObject({ status: 200, body: "ok" });
  expect(received.join("")).toMatch(/PUT \/b .*the body$/s);
  expect(methodsOf(received)).toEqual(["GET", "PUT", "PUT"]);
});

it("sends a request again once only, though the origin has closed several connections", async () => {
  const { harness, received } = await start(3);
  await Promise.all(["/a", "/b", "/c"].map((path) => harness.get(path)));
  expect((await harness.get("/d", withBody("PUT"))).status).toBe(200);
  expect(methodsOf(received)).toEqual(["GET", "GET", "GET", "PUT", "PUT"]);
});

it.each(["POST", "PATCH"])("does not send a %s again, since the origin may have received it", async (method) => {
  const { harness, received } = await start();
  await harness.get("/a");
  expect((await harness.get("/b", withBody(method))).status).toBe(502);
  expect(methodsOf(received)).toEqual(["GET", method]);
});
