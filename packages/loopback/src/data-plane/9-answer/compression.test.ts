import { connect } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { cachePolicy } from "../testing/deployment.ts";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { respond } from "../testing/origin.ts";

let running: Harness | undefined;
afterEach(() => running?.close());

const page = "<p>The same words again and again.</p>\n".repeat(1_000);
const html = { "content-type": "text/html; charset=utf-8", "content-length": String(page.length), etag: '"1"' };

async function start(headers: Record<string, string> = html, options: HarnessOptions = {}, status = 200) {
  running = await startHarness({
    cachePolicies: {
      both: cachePolicy({ gzip: true, brotli: true }),
      gzip: cachePolicy({ gzip: true }),
      uncached: cachePolicy({ gzip: true, brotli: true, default: 0, max: 0 }),
    },
    ...options,
    behavior: { Compress: true, CachePolicyId: "both", ...options.behavior },
  });
  running.origin.answer(respond(running.clock, headers, page, status));
  return running;
}

const accepting = (encoding: string) => ({ headers: { "accept-encoding": encoding } });
const bytes = (body: string) => Buffer.from(body, "latin1");

describe("Compression", () => {
  it("uses an encoding that the viewer accepts, brotli rather than gzip", async () => {
    const { get } = await start();
    const brotli = await get("/a", accepting("gzip, deflate, br"));
    expect(brotli.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(bytes(brotli.body)).toString()).toBe(page);
    const gzip = await get("/a", accepting("gzip"));
    expect(gzip.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(bytes(gzip.body)).toString()).toBe(page);
    expect((await get("/a", accepting("GZIP, BR;Q=0"))).headers["content-encoding"]).toBe("gzip");
    for (const encoding of ["identity", "br;q=0, gzip;q=0", "deflate"]) {
      const plain = await get("/a", accepting(encoding));
      expect([plain.headers["content-encoding"], plain.body]).toEqual([undefined, page]);
    }
  });

  it("stores one response per encoding in the cache key, and sends it with its length", async () => {
    const { get, origin } = await start();
    for (const encoding of ["br, gzip", "gzip", "identity"]) await get("/a", accepting(encoding));
    expect(origin.received.length).toBe(3);
    const hit = await get("/a", accepting("gzip, br"));
    expect(hit.headers["x-cache"]).toBe("Hit from cloudfront");
    expect(brotliDecompressSync(bytes(hit.body)).toString()).toBe(page);
    expect(hit.headers["content-length"]).toBe(String(bytes(hit.body).length));
    expect(origin.received.length).toBe(3);
  });

  it("makes a strong ETag weak, removes an invalid one, and adds Accept-Encoding to Vary", async () => {
    const { get, origin, clock } = await start();
    const answer = await get("/a", accepting("br"));
    expect([answer.headers.etag, answer.headers.vary]).toEqual(['W/"1"', "Accept-Encoding"]);
    expect((await get("/a", { headers: { "accept-encoding": "br", "if-none-match": '"1"' } })).status).toBe(304);
    origin.answer(respond(clock, { ...html, etag: "invalid" }, page));
    expect((await get("/b", accepting("br"))).headers.etag).toBeUndefined();
    origin.answer(respond(clock, { ...html, etag: 'W/"2"' }, page));
    expect((await get("/c", accepting("br"))).headers.etag).toBe('W/"2"');
  });

  it("keeps the weak ETag of a response that the origin confirms", async () => {
    const { get, origin, advance, clock } = await start({ ...html, "cache-control": "max-age=5" });
    await get("/a", accepting("br"));
    advance(6);
    origin.answer(respond(clock, { etag: '"1"', vary: "Origin" }, "", 304));
    const answer = await get("/a", accepting("br"));
    expect(origin.received.at(-1)?.headers["if-none-match"]).toBe('W/"1"');
    expect(answer.headers).toMatchObject({ "x-cache": "RefreshHit from cloudfront", etag: 'W/"1"' });
    expect(answer.headers.vary).toBe("Accept-Encoding");
    expect(brotliDecompressSync(bytes(answer.body)).toString()).toBe(page);
  });

  it("requires Compress, and gzip and brotli in the cache policy", async () => {
    const { get } = await start(html, { behavior: { CachePolicyId: "gzip" } });
    expect((await get("/a", accepting("br, gzip"))).headers["content-encoding"]).toBe("gzip");
    await running?.close();
    const without = await start(html, { behavior: { Compress: false } });
    expect((await without.get("/a", accepting("br, gzip"))).headers["content-encoding"]).toBeUndefined();
    await without.close();
    const neither = await start(html, { behavior: { CachePolicyId: "path" } });
    expect((await neither.get("/a", accepting("br, gzip"))).headers["content-encoding"]).toBeUndefined();
  });

  it("uses only brotli if the cache policy has no gzip", async () => {
    const cachePolicies = { brotli: cachePolicy({ brotli: true }) };
    const { get } = await start(html, { cachePolicies, behavior: { CachePolicyId: "brotli" } });
    expect((await get("/a", accepting("gzip"))).headers["content-encoding"]).toBeUndefined();
    expect((await get("/b", accepting("br, gzip"))).headers["content-encoding"]).toBe("br");
  });

  it("requires a TTL above 0", async () => {
    const { get } = await start(html, { behavior: { CachePolicyId: "uncached" } });
    expect((await get("/a", accepting("br"))).headers["content-encoding"]).toBeUndefined();
  });

  it.each([
    ["another content type", { ...html, "content-type": "image/png" }, 200],
    ["no Content-Length", { "content-type": "text/html", "transfer-encoding": "chunked" }, 200],
    ["a Content-Encoding", { ...html, "content-encoding": "identity" }, 200],
    ["Cache-Control: no-transform", { ...html, "cache-control": "max-age=60, no-transform" }, 200],
    ["another status than 200, 403 and 404", html, 410],
  ])("does not change a response with %s", async (_, headers, status) => {
    const { get } = await start(headers, {}, status);
    const answer = await get("/a", accepting("br, gzip"));
    expect(answer.body).toBe(page);
    expect(answer.headers["content-encoding"]).toBe("content-encoding" in headers ? "identity" : undefined);
  });

  it("compresses responses with 403 and 404", async () => {
    const { get, origin, clock } = await start(html, {}, 404);
    expect((await get("/a", accepting("br"))).headers["content-encoding"]).toBe("br");
    origin.answer(respond(clock, html, page, 403));
    expect((await get("/b", accepting("br"))).headers["content-encoding"]).toBe("br");
  });

  it("compresses nothing for HTTP/1.0", async () => {
    const { dataPlane, origin } = await start();
    const socket = connect({ host: "127.0.0.1", port: dataPlane.httpPort });
    socket.write("GET /a HTTP/1.0\r\nHost: e1testdistrib.cloudfront.net\r\nAccept-Encoding: br, gzip\r\n\r\n");
    const answer = Buffer.concat(await socket.toArray()).toString();
    expect(answer).toContain(page);
    expect(origin.received[0]?.headers["accept-encoding"]).toBeUndefined();
  });

  it("answers HEAD with the headers of GET", async () => {
    const { get } = await start();
    const { headers, body } = await get("/a", { ...accepting("br"), method: "HEAD" });
    expect([headers["content-encoding"], headers.etag, headers["content-length"], body]).toEqual([
      "br",
      'W/"1"',
      undefined,
      "",
    ]);
  });

  it("breaks off when the origin does, and stores nothing", async () => {
    const { get, origin } = await start();
    origin.answer((_request, response) => {
      response.writeHead(200, { ...html, "content-length": "5000" });
      response.write(page.slice(0, 2_000), () => response.destroy());
    });
    // The origin may break off before the headers are sent.
    const isWhole = await get("/a", accepting("gzip")).then(
      ({ aborted }) => !aborted,
      () => false,
    );
    expect(isWhole).toBe(false);
    origin.answer(respond((running as Harness).clock, html, page));
    expect((await get("/a", accepting("gzip"))).headers["x-cache"]).toBe("Miss from cloudfront");
  });
});
