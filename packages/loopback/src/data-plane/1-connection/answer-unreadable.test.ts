import { connect as connectHttp2 } from "node:http2";
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../testing/harness.ts";

const host = "e1testdistrib.cloudfront.net";
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const plain = () => connectPlain(harness.dataPlane.httpPort, "127.0.0.1");
const secure = () =>
  connectTls({ port: harness.dataPlane.httpsPort, host: "127.0.0.1", servername: host, rejectUnauthorized: false });

/** Sends bytes that no HTTP client would send, and reads until the connection is closed. */
async function exchange(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  return Buffer.concat(await socket.toArray()).toString("latin1");
}

const requests: [title: string, status: number, text: string][] = [
  ["HTTP/2.0 in HTTP/1.1's framing", 505, `GET / HTTP/2.0\r\nHost: ${host}\r\n\r\n`],
  ["HTTP/2.0 with a body", 505, `POST / HTTP/2.0\r\nHost: ${host}\r\nContent-Length: 1\r\n\r\nx`],
  ["HTTP/3.0", 400, `GET / HTTP/3.0\r\nHost: ${host}\r\n\r\n`],
  ["HTTP/2's preface", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["two Host headers", 400, `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: other.example\r\n\r\n`],
  ["the same Host header twice", 400, `GET / HTTP/1.1\r\nhost: ${host}\r\nHOST: ${host}\r\n\r\n`],
  ["another host in the URL", 400, `GET http://other.example/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  ["CONNECT", 405, `CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  ["an unknown method", 400, `FOO / HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  ["a header with a NUL", 400, `GET / HTTP/1.1\r\nHost: ${host}\r\nX: a\0b\r\n\r\n`],
  ["over 256 KiB of headers", 413, `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${"x".repeat(256 * 1024)}\r\n\r\n`],
  ["an invalid chunk of a body", 400, `POST / HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`],
];

describe("A request that can't be served", () => {
  it.each(requests)("gets, for %s, the status %i, and the connection is closed", async (_, status, text) => {
    expect(await exchange(plain(), text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    if (!text.startsWith("PRI")) expect(await exchange(secure(), text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await harness.get("/next")).status).toBe(200);
  });

  it("gets CloudFront's error page", async () => {
    const answer = await exchange(plain(), "GET / HTTP/3.0\r\n\r\n");
    expect(answer).toContain("\r\nServer: CloudFront\r\n");
    expect(answer).toContain("\r\nX-Cache: Error from cloudfront\r\n");
    expect(answer).toContain("<H1>400 ERROR</H1>");
  });

  it("does not disturb the answer to an earlier request on the connection", async () => {
    const answer = await exchange(plain(), `GET /a HTTP/1.1\r\nHost: ${host}\r\n\r\nGET /b HTTP/3.0\r\n\r\n`);
    expect(answer.match(/HTTP\/1.1 \d+/g)?.at(-1)).toMatch(/ (200|400)$/);
    expect((await harness.get("/next")).status).toBe(200);
  });

  it.each([
    ["CONNECT", { ":method": "CONNECT", ":authority": host }, 405],
    ["another Host than :authority", { ":path": "/", ":authority": host, host: "other.example" }, 400],
  ])("gets an answer in HTTP/2, too: %s", async (_, headers, status) => {
    const session = connectHttp2(`https://127.0.0.1:${harness.dataPlane.httpsPort}`, {
      servername: host,
      rejectUnauthorized: false,
    });
    const stream = session.request(headers, { endStream: true });
    const answered = await new Promise<unknown>((resolve, reject) => {
      stream.once("response", (given) => resolve(given[":status"]));
      stream.once("error", reject);
    });
    session.destroy();
    expect(answered).toBe(status);
  });
});
