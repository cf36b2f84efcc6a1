import { afterEach, describe, expect, it } from "vitest";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { respond } from "../testing/origin.ts";

const digits = "0123456789";
const modified = "Tue, 01 Sep 2026 00:00:00 GMT";
const whole = { "content-length": "10", "content-type": "text/plain", etag: '"1"', "last-modified": modified };

let harness: Harness;
const start = async (options?: HarnessOptions) => {
  harness = await startHarness(options);
  harness.origin.answer(respond(harness.clock, whole, digits));
  return harness;
};
afterEach(() => harness.close());

const range = (value: string, more: Record<string, string> = {}) =>
  harness.get("/a", { headers: { range: value, ...more } });

describe("Range", () => {
  it.each([
    ["bytes=2-4", "234", "bytes 2-4/10"],
    ["bytes=8-", "89", "bytes 8-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=5-99", "56789", "bytes 5-9/10"],
  ])("%s gets 206, on a miss and on a hit", async (asked, body, contentRange) => {
    await start();
    for (const cache of ["Miss from cloudfront", "Hit from cloudfront"]) {
      const answer = await range(asked);
      expect(answer).toMatchObject({ status: 206, body });
      expect(answer.headers).toMatchObject({
        "content-range": contentRange,
        "content-length": String(body.length),
        "x-cache": cache,
      });
    }
  });

  it("of several parts gets multipart/byteranges once the object is stored", async () => {
    await start();
    await harness.get("/a");
    const answer = await range("bytes=0-1,4-5");
    expect(answer.status).toBe(206);
    const boundary = /boundary=(.*)$/.exec(answer.headers["content-type"] ?? "")?.[1];
    const part = (contentRange: string, body: string) =>
      `\r\n--${boundary}\r\nContent-Type: text/plain\r\nContent-Range: bytes ${contentRange}/10\r\n\r\n${body}`;
    expect(answer.body).toBe(`${part("0-1", "01")}${part("4-5", "45")}\r\n--${boundary}--\r\n`);
    expect(answer.headers["content-length"]).toBe(String(answer.body.length));
  });

  it.each(["bytes=4-5,0-1", "bytes=0-4,3-6", "bytes=4-2", "bytes=x-1", "bytes=-1-2", "items=0-1", "bytes=0-1,x"])(
    "%s, which does not ascend, overlaps or is not valid, gets the full 200",
    async (asked) => {
      await start();
      await harness.get("/a");
      expect(await range(asked)).toMatchObject({ status: 200, body: digits });
    },
  );

  it("behind the end gets 416", async () => {
    await start();
    await harness.get("/a");
    expect(await range("bytes=10-")).toMatchObject({ status: 416, headers: { "content-range": "bytes */10" } });
  });

  it("is used only if If-Range names exactly this object", async () => {
    await start();
    expect((await range("bytes=0-1", { "if-range": '"1"' })).status).toBe(206);
    expect((await range("bytes=0-1", { "if-range": modified })).status).toBe(206);
    expect((await range("bytes=0-1", { "if-range": '"2"' })).status).toBe(200);
    expect((await range("bytes=0-1", { "if-range": 'W/"1"' })).status).toBe(200);
  });

  it("gets the whole answer if the origin sends no Content-Length", async () => {
    const { origin } = await start();
    origin.answer((_request, response) => {
      response.write("01234");
      setTimeout(() => response.end("56789"), 50);
    });
    expect(await range("bytes=0-1")).toMatchObject({ status: 200, body: digits });
    expect(await range("bytes=0-1")).toMatchObject({ status: 206, body: "01" });
  });

  it("is sent to the origin if nothing is cached, and the viewer gets the origin's 206", async () => {
    const { origin, clock, get } = await start({ behavior: { CachePolicyId: "disabled" } });
    origin.answer(respond(clock, { "content-range": "bytes 0-1/10" }, "01", 206));
    expect(await get("/a", { headers: { range: "bytes=0-1" } })).toMatchObject({ status: 206, body: "01" });
    expect(origin.received[0]?.headers.range).toBe("bytes=0-1");
  });

  it("has no effect on HEAD", async () => {
    await start();
    await harness.get("/a");
    expect((await harness.get("/a", { method: "HEAD", headers: { range: "bytes=0-1" } })).status).toBe(200);
  });
});

describe("Conditional requests of viewers", () => {
  it.each([
    ["If-None-Match of its ETag", { "if-none-match": '"0", W/"1"' }, 304],
    ["If-None-Match: *", { "if-none-match": "*" }, 304],
    [
      "If-None-Match of another, whatever If-Modified-Since says",
      { "if-none-match": '"2"', "if-modified-since": modified },
      200,
    ],
    ["If-Modified-Since of its date", { "if-modified-since": modified }, 304],
    ["If-Modified-Since of an earlier date", { "if-modified-since": "Mon, 31 Aug 2026 00:00:00 GMT" }, 200],
    ["If-Modified-Since that is not a date", { "if-modified-since": "yesterday" }, 200],
  ])("with %s are answered alike on a miss and on a hit", async (_name, headers, status) => {
    await start();
    for (const cache of ["Miss from cloudfront", "Hit from cloudfront"]) {
      const answer = await harness.get("/a", { headers });
      expect(answer.status).toBe(status);
      expect(answer.headers["x-cache"]).toBe(cache);
      expect(answer.body).toBe(status === 304 ? "" : digits);
      expect(answer.headers.etag).toBe('"1"');
    }
    expect(harness.origin.received[0]?.headers["if-none-match"]).toBeUndefined();
  });

  it("use Date if there is no Last-Modified", async () => {
    const { origin, clock, get } = await start();
    origin.answer(respond(clock));
    const since = (milliseconds: number) => ({ "if-modified-since": new Date(milliseconds).toUTCString() });
    await get("/a");
    expect((await get("/a", { headers: since(clock()) })).status).toBe(304);
    expect((await get("/a", { headers: since(clock() - 1_000) })).status).toBe(200);
  });

  it("are sent to the origin if nothing is cached, and the viewer gets the origin's 304", async () => {
    const { origin, clock, get } = await start({ behavior: { CachePolicyId: "disabled" } });
    origin.answer(respond(clock, { etag: '"1"' }, "", 304));
    expect((await get("/a", { headers: { "if-none-match": '"1"' } })).status).toBe(304);
    expect(origin.received[0]?.headers["if-none-match"]).toBe('"1"');
  });
});
