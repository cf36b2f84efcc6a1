import { Agent } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { send } from "../testing/client.ts";
import { type Harness, startHarness } from "../testing/harness.ts";

let harness: Harness;
let origin: Server;
let answer: string;

beforeEach(async () => {
  origin = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", () => socket.write(answer));
  });
  await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
  const { port } = origin.address() as { port: number };
  const CustomOriginConfig = { HTTPPort: port, HTTPSPort: 443, OriginProtocolPolicy: "http-only" } as const;
  harness = await startHarness({
    main: { CustomOriginConfig },
    behavior: {
      CachePolicyId: "disabled",
      AllowedMethods: { Quantity: 7, Items: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] },
    },
  });
});
afterEach(async () => {
  await harness.close();
  origin.close();
});

const final = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const switching = "HTTP/1.1 101 Switching Protocols\r\n";

function onConnection(use: (socket: Socket) => void): void {
  origin.removeAllListeners("connection");
  origin.on("connection", (socket) => {
    socket.on("error", () => undefined);
    use(socket);
  });
}

// The origin leaves each connection open, so a viewer without an answer would wait for the read timeout of 30 s.
describe("An origin", () => {
  it.each([
    ["with Upgrade", `${switching}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`],
    ["with Upgrade, and goes on in that protocol", `${switching}Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n\x00\x01`],
    ["without Upgrade", `${switching}\r\n`],
    ["before a response", `${switching}\r\n${final}`],
    ["after 103", `HTTP/1.1 103 Early Hints\r\n\r\n${switching}\r\n`],
  ])("that answers 101 %s leads to 502", async (_, text) => {
    answer = text;
    const { status, headers } = await harness.get("/a");
    expect([status, headers["x-cache"]]).toEqual([502, "Error from cloudfront"]);
    expect(harness.log.join()).toContain("the origin answered 101, though it was not asked to switch protocols");
    answer = final;
    expect((await harness.get("/b")).status).toBe(200);
  });

  it("may send interim responses first", async () => {
    answer = `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${final}`;
    expect(await harness.get("/a")).toMatchObject({ status: 200, body: "ok" });
  });

  it.each([
    ["99", "HTTP/1.1 99 Low\r\n\r\n"],
    ["1000", "HTTP/1.1 1000 High\r\n\r\n"],
    ["200 with a control character in a header", "HTTP/1.1 200 OK\r\nX: a\x01b\r\nContent-Length: 0\r\n\r\n"],
  ])("that answers %s leads to 502", async (_, text) => {
    answer = text;
    expect((await harness.get("/a")).status).toBe(502);
  });

  it("may send a reason phrase that can't be passed on", async () => {
    answer = "HTTP/1.1 200 O\x01K\r\nContent-Length: 0\r\n\r\n";
    expect(await harness.get("/a")).toMatchObject({ status: 200, statusText: "OK" });
  });

  it("that sends interim responses without an end leads to 502", async () => {
    answer = "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(101);
    expect((await harness.get("/a")).status).toBe(502);
  });
});

describe("An origin with a response completion timeout", () => {
  const limit = (seconds: number) => {
    const [deployed] = harness.deployment.distributions;
    const [main] = deployed?.config.Origins?.Items ?? [];
    if (main !== undefined) main.ResponseCompletionTimeout = seconds;
  };

  it("leads to 504 if it does not begin to answer in time", async () => {
    limit(1);
    answer = "HTTP/1.1 100 Continue\r\n\r\n";
    expect((await harness.get("/a")).status).toBe(504);
    expect(harness.log.join()).toContain("no complete response in time");
  });

  it("is cut off within its body", async () => {
    limit(1);
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegin";
    expect(await harness.get("/a")).toMatchObject({ status: 200, body: "begin", aborted: true });
  });

  it("answers in time as without a limit", async () => {
    limit(30);
    answer = final;
    expect(await harness.get("/a")).toMatchObject({ status: 200, body: "ok" });
  });
});

describe("A viewer that still sends its body", () => {
  const rejection = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 5\r\nConnection: close\r\n\r\nlarge";

  it.each([
    ["does not listen", 502, () => origin.close()],
    ["closes the connection", 502, () => onConnection((socket) => socket.once("data", () => socket.destroy()))],
    ["answers and closes", 413, () => onConnection((socket) => socket.once("data", () => socket.end(rejection)))],
  ])(
    "gets an answer where the origin %s, and sends its next request on the same connection",
    async (_, status, arrange) => {
      arrange();
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const connecting = vi.spyOn(agent, "createConnection");
      const port = harness.dataPlane.httpPort;
      const headers = { host: "e1testdistrib.cloudfront.net" };
      const body = "x".repeat(8_000_000);
      for (const path of ["/a", "/b"]) {
        expect((await send({ port, path, method: "POST", headers, body, agent })).status).toBe(status);
      }
      expect(connecting).toHaveBeenCalledTimes(1);
      agent.destroy();
    },
  );
});

describe("An origin that takes a client certificate", () => {
  it("is not asked, and the log says that mutual TLS is not emulated", async () => {
    const [deployed] = harness.deployment.distributions;
    const [main] = deployed?.config.Origins?.Items ?? [];
    const ClientCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    if (main?.CustomOriginConfig !== undefined) main.CustomOriginConfig.OriginMtlsConfig = { ClientCertificateArn };
    answer = final;
    expect((await harness.get("/a")).status).toBe(502);
    expect(harness.log.join()).toContain(`can't present ${ClientCertificateArn} to the origin 'main'`);
  });
});
