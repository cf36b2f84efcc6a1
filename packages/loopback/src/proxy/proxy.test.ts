import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Authority, createAuthority } from "../certificates/authority.ts";
import { openGateway } from "../moto/gateway.ts";
import { portAddress } from "../moto/server/address.ts";
import { startProxy, type TlsProxy } from "./proxy.ts";
import { connectThrough, secureThrough } from "./testing/client.ts";

const signed = "AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/s3/aws4_request, Signature=0";

let authority: Authority;
let behind: Server;
let seen: IncomingMessage[];
let proxy: TlsProxy;
let lines: string[];

/** Replaces moto: it records the requests that it gets, and answers with the body in capitals. */
beforeEach(async () => {
  seen = [];
  lines = [];
  behind = createServer(async (request, response) => {
    seen.push(request);
    const body = Buffer.concat(await request.toArray()).toString();
    response.writeHead(200, ["Set-Cookie", "a=1", "Set-Cookie", "b=2", "X-Length", String(body.length)]);
    response.end(body.toUpperCase());
  });
  await new Promise<void>((resolve) => behind.listen(0, "127.0.0.1", resolve));
  authority = await createAuthority(new Date());
  proxy = await start({});
});

afterEach(async () => {
  await proxy.close();
  behind.closeAllConnections();
  behind.close();
});

async function start(env: NodeJS.ProcessEnv) {
  const log = (line: string) => lines.push(line);
  const { handle } = openGateway({ moto: portAddress((behind.address() as AddressInfo).port), log });
  return startProxy({
    secureContext: authority.secureContext,
    moto: handle,
    cloudFront: (request, response) => response.end(`the control plane: ${request.url}`),
    env,
    log,
  });
}

interface Asked {
  readonly host: string;
  readonly socket?: Duplex;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly chunks?: readonly string[];
}

async function ask({ host, socket, method = "GET", headers = {}, chunks = [] }: Asked) {
  const connection = socket ?? (await secureThrough(proxy.port, host, authority.certificate));
  const request = httpRequest({
    createConnection: () => connection,
    method,
    path: "/b/k?x=1",
    headers: { host, ...headers },
  });
  for (const chunk of chunks) {
    request.write(chunk);
  }
  request.end();
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve);
    request.once("error", reject);
  });
  return { answer, body: Buffer.concat(await answer.toArray()).toString() };
}

describe("the proxy", () => {
  it("passes on a request to an AWS host, with the account that signed it and the bucket in its path", async () => {
    const { answer } = await ask({ host: "bucket.s3.eu-west-1.amazonaws.com", headers: { authorization: signed } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    expect(seen[0]?.url).toBe("/bucket/b/k?x=1");
    expect(seen[0]?.headers).toMatchObject({
      host: "s3.eu-west-1.amazonaws.com",
      authorization: signed,
      "x-moto-account-id": "123456789012",
    });
  });

  it("ignores an account header that a client sends", async () => {
    await ask({ host: "s3.amazonaws.com", headers: { "x-moto-account-id": "999999999999" } });
    expect(seen[0]?.headers["x-moto-account-id"]).toBeUndefined();
  });

  it("negotiates HTTP/1.1, also with clients that offer HTTP/2", async () => {
    const socket = await secureThrough(proxy.port, "sts.amazonaws.com", authority.certificate);
    expect(socket.alpnProtocol).toBe("http/1.1");
    expect(socket.authorized).toBe(true);
    socket.destroy();
  });

  it("answers several requests on one connection", async () => {
    const socket = await secureThrough(proxy.port, "sts.amazonaws.com", authority.certificate);
    const bytes = new Promise<string>((resolve) => {
      let text = "";
      socket.on("data", (data) => {
        text += data;
        if (text.includes("SECOND")) resolve(text);
      });
    });
    const post = (body: string) =>
      `POST / HTTP/1.1\r\nHost: sts.amazonaws.com\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    socket.write(post("first") + post("second"));
    expect(await bytes).toMatch(/FIRST[\s\S]*SECOND/);
    socket.destroy();
  });

  it("streams a chunked body", async () => {
    const chunks = Array.from({ length: 50 }, () => "x".repeat(10_000));
    const { answer, body } = await ask({ host: "s3.amazonaws.com", method: "PUT", chunks });
    expect(answer.headers["x-length"]).toBe("500000");
    expect(body).toBe("X".repeat(500_000));
  });

  it("answers 100 Continue to a client that expects it", async () => {
    const socket = await secureThrough(proxy.port, "s3.amazonaws.com", authority.certificate);
    const request = httpRequest({
      createConnection: () => socket,
      method: "PUT",
      headers: { host: "s3.amazonaws.com", expect: "100-continue", "content-length": 4 },
    });
    request.flushHeaders();
    await new Promise<void>((resolve) => request.once("continue", resolve));
    const answered = new Promise<IncomingMessage>((resolve) => request.once("response", resolve));
    request.end("body");
    expect(Buffer.concat(await (await answered).toArray()).toString()).toBe("BODY");
    expect(seen[0]?.headers.expect).toBeUndefined();
  });

  it("passes CloudFront's calls to the control plane", async () => {
    const { body } = await ask({ host: "cloudfront.amazonaws.com" });
    expect(body).toBe("the control plane: /b/k?x=1");
    expect(seen).toHaveLength(0);
  });

  it("rejects and logs other hosts, other ports and plain HTTP", async () => {
    for (const authority of ["example.com:443", "sts.amazonaws.com:22", "sts.amazonaws.com:http", "127.0.0.1:443"]) {
      const { status, socket } = await connectThrough(proxy.port, authority);
      socket.destroy();
      expect(status).toBe(403);
      expect(lines.at(-1)).toContain(`refused "${authority}"`);
    }
    const plain = await fetch(`http://127.0.0.1:${proxy.port}/latest/meta-data`);
    expect(plain.status).toBe(403);
  });

  it.each([
    "localhost:443",
    "inspector.localhost:443",
    "loopback.localhost:443",
    "[::1]:443",
    "169.254.169.254:443",
    "amazonaws.com.evil.example:443",
    "evilamazonaws.com:443",
    "registry.terraform.io:443",
  ])("connects no client to %s", async (host) => {
    const { status, socket } = await connectThrough(proxy.port, host);
    socket.destroy();
    expect(status).toBe(403);
  });

  it("rejects web pages, whatever host name they use", async () => {
    const ask = (host: string, method: string, path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { host, origin: "https://evil.example", "sec-fetch-site": "cross-site" };
        const asked = httpRequest({ host: "127.0.0.1", port: proxy.port, method, path, headers, agent: false });
        asked.once("response", (answer) => resolve(answer.statusCode));
        asked.once("error", reject).end(method === "POST" ? "{}" : undefined);
      });
    for (const host of ["evil.example", `127.0.0.1:${proxy.port}`, "sts.amazonaws.com", "cloudfront.amazonaws.com"]) {
      for (const method of ["GET", "POST"]) expect(await ask(host, method, "/moto-api/reset")).toBe(403);
    }
    expect(await ask("x", "GET", "http://s3.amazonaws.com/bucket/key")).toBe(403);
    expect(seen).toEqual([]);
  });

  it("rejects another host's name inside a tunnel to AWS", async () => {
    const socket = await secureThrough(proxy.port, "sts.amazonaws.com", authority.certificate);
    const { answer } = await ask({ host: "example.com", socket });
    expect(answer.statusCode).toBe(403);
    expect(seen).toHaveLength(0);
  });

  it("answers 502 when moto is not reachable", async () => {
    behind.closeAllConnections();
    await new Promise((resolve) => behind.close(resolve));
    const { answer } = await ask({ host: "sts.amazonaws.com", method: "POST", chunks: ["x"] });
    expect(answer.statusCode).toBe(502);
    expect(lines.at(-1)).toContain("moto did not answer for sts.amazonaws.com");
  });

  it("tunnels to a permitted host through the user's own proxy, as long as it is permitted", async () => {
    const asked: string[] = [];
    const users = createServer().on("connect", (request, socket) => {
      asked.push(request.url ?? "");
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(socket);
    });
    await new Promise<void>((resolve) => users.listen(0, "127.0.0.1", resolve));
    await proxy.close();
    proxy = await start({ HTTPS_PROXY: `http://127.0.0.1:${(users.address() as AddressInfo).port}` });

    proxy.tunnel(["registry.terraform.io"]);
    const { status, socket } = await connectThrough(proxy.port, "registry.terraform.io:443");
    socket.write("untouched");
    const echo = await new Promise<string>((resolve) => socket.once("data", (data) => resolve(data.toString())));
    socket.destroy();
    proxy.tunnel([]);
    const after = await connectThrough(proxy.port, "registry.terraform.io:443");
    after.socket.destroy();
    users.close();

    expect({ status, echo, asked }).toEqual({ status: 200, echo: "untouched", asked: ["registry.terraform.io:443"] });
    expect(after.status).toBe(403);
  });
});
