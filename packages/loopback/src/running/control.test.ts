import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Controlled, controlListener } from "./control.ts";

let server: Server;
let done: string[];

beforeEach(async () => {
  done = [];
  const controlled = {
    ensureBucket: async () => void done.push("bucket"),
    ensureSecret: async () => done.push("secret") > 0,
    tunnel: () => done.push("tunnel"),
    runs: {},
  } as unknown as Controlled;
  server = createServer(controlListener("the-token", controlled));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function post(path: string, headers: Record<string, string>, body = "{}"): Promise<number | undefined> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, method: "POST", path, headers, agent: false });
    asked.once("response", (answer) => resolve(answer.statusCode));
    asked.once("error", reject).end(body);
  });
}

describe("the control of a running loopback", () => {
  it.each([
    ["no token", {}],
    ["another token", { authorization: "Bearer the-tokem" }],
    ["a part of the token", { authorization: "Bearer the" }],
    ["a page's simple request", { origin: "https://evil.example", "content-type": "text/plain" }],
    ["a page's simple request that carries credentials", { origin: "https://evil.example", cookie: "token=the-token" }],
  ])("does nothing for a client with %s", async (_, headers) => {
    for (const path of ["/buckets", "/secrets", "/tunnel"]) expect(await post(path, headers)).toBe(403);
    expect(done).toEqual([]);
  });

  it("acts for a client that has the token", async () => {
    const authorization = "Bearer the-token";
    for (const path of ["/buckets", "/secrets", "/tunnel"]) expect(await post(path, { authorization })).toBe(200);
    expect(done).toEqual(["bucket", "secret", "tunnel"]);
  });

  it.each([
    ["a path that it does not have", "//", "{}", 400],
    ["a body that is not JSON", "/buckets", "{", 400],
    ["a body of over a mebibyte", "/buckets", "x".repeat(1024 * 1024 + 1), 413],
  ])("reports %s", async (_, path, body, status) => {
    expect(await post(path, { authorization: "Bearer the-token" }, body)).toBe(status);
    expect(done).toEqual([]);
  });
});
