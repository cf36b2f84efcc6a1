import { afterEach, describe, expect, it } from "vitest";
import { localOrigin } from "../testing/deployment.ts";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { respond, startOrigin } from "../testing/origin.ts";

let harness: Harness;
const start = async (options?: HarnessOptions) => {
  harness = await startHarness(options);
  return harness;
};
afterEach(() => harness.close());

/** Sends two requests, and counts those that reach the origin. */
const sentForTwo = async (status: number, headers: Record<string, string> = {}) => {
  harness.origin.answer(respond(harness.clock, headers, "failed", status));
  const before = harness.origin.received.length;
  const path = `/${status}${Object.values(headers).join()}`.replace(/ /g, "");
  await harness.get(path);
  await harness.get(path);
  return harness.origin.received.length - before;
};

describe("Errors", () => {
  it("are always cached with status 404, 414, and 500 to 504", async () => {
    await start();
    for (const status of [404, 414, 500, 501, 502, 503, 504])
      expect([status, await sentForTwo(status)]).toEqual([status, 1]);
  });

  it("are cached with status 400, 403, 405, 412, 415 only with max-age or s-maxage", async () => {
    await start();
    for (const status of [400, 403, 405, 412, 415]) {
      expect([status, await sentForTwo(status)]).toEqual([status, 2]);
      expect([status, await sentForTwo(status, { "cache-control": "max-age=5" })]).toEqual([status, 1]);
      expect([status, await sentForTwo(status, { "cache-control": "s-maxage=5" })]).toEqual([status, 1]);
    }
  });

  it("are never cached with status 416", async () => {
    await start();
    expect(await sentForTwo(416, { "cache-control": "max-age=60" })).toBe(2);
  });

  it("are kept for the greater of ErrorCachingMinTTL, 10 s unless set, and the origin's max-age", async () => {
    const { origin, clock, advance, get } = await start({ errors: [{ ErrorCode: 503, ErrorCachingMinTTL: 30 }] });
    origin.answer((request, response, count) => {
      const status = request.url === "/503" ? 503 : 404;
      const headers = request.url === "/max-age" ? { "cache-control": "max-age=20" } : {};
      respond(clock, headers as Record<string, string>, "", status)(request, response, count);
    });
    const asked = async () => {
      const before = origin.received.length;
      await Promise.all(["/404", "/max-age", "/503"].map((path) => get(path)));
      return origin.received
        .slice(before)
        .map(({ url }) => url)
        .sort();
    };
    expect(await asked()).toEqual(["/404", "/503", "/max-age"]);
    advance(9);
    expect(await asked()).toEqual([]);
    advance(1);
    expect(await asked()).toEqual(["/404"]);
    advance(9);
    expect(await asked()).toEqual([]);
    advance(1);
    expect(await asked()).toEqual(["/404", "/max-age"]);
    advance(9);
    expect(await asked()).toEqual([]);
    advance(1);
    expect(await asked()).toContain("/503");
  });

  it("have Error from cloudfront in X-Cache, cached or not", async () => {
    const { origin, clock, get } = await start();
    origin.answer(respond(clock, {}, "", 404));
    expect((await get("/a")).headers["x-cache"]).toBe("Error from cloudfront");
    expect((await get("/a")).headers["x-cache"]).toBe("Error from cloudfront");
  });

  it("can have a custom page, which is requested through the behavior of the page's path", async () => {
    const pages = await startOrigin(respond(() => harness.clock(), {}, "the page"));
    const { origin, clock, get } = await start({
      origins: [localOrigin("pages", pages.port)],
      behaviors: [{ PathPattern: "/errors/*", TargetOriginId: "pages" }],
      errors: [{ ErrorCode: 404, ResponsePagePath: "/errors/404.html", ResponseCode: "200", ErrorCachingMinTTL: 10 }],
    });
    origin.answer(respond(clock, {}, "gone", 404));
    const answer = await get("/missing");
    expect(answer).toMatchObject({ status: 200, body: "the page" });
    expect(answer.headers["x-cache"]).toBe("Error from cloudfront");
    expect(pages.received.map(({ url }) => url)).toEqual(["/errors/404.html"]);
    await pages.close();
  });

  it("have the status of the custom page if that request fails", async () => {
    const { origin, clock, get } = await start({
      errors: [{ ErrorCode: 404, ResponsePagePath: "/404.html", ResponseCode: "200", ErrorCachingMinTTL: 10 }],
    });
    origin.answer((request, response, count) => {
      respond(clock, {}, "", request.url === "/404.html" ? 403 : 404)(request, response, count);
    });
    expect((await get("/missing")).status).toBe(403);
  });

  it("are answered with 502 and CloudFront's page when no origin listens, and that is cached, too", async () => {
    const closed = await startOrigin();
    await closed.close();
    const { get, log, dataPlane } = await start({
      origins: [localOrigin("closed", closed.port)],
      behavior: { TargetOriginId: "closed" },
    });
    const answer = await get("/a");
    expect(answer.status).toBe(502);
    expect(answer.headers["x-cache"]).toBe("Error from cloudfront");
    expect(answer.body).toContain("<H1>502 ERROR</H1>");
    expect(answer.body).toContain("Generated by cloudfront (CloudFront)");
    expect(log).toHaveLength(1);
    await get("/a");
    expect(dataPlane.traces.list()[0]?.origin).toEqual([]);
  });
});

describe("Stale objects", () => {
  const expired = async (cacheControl: string, then: number, options?: HarnessOptions) => {
    await start(options);
    harness.origin.answer(respond(harness.clock, { "cache-control": cacheControl }, "old"));
    await harness.get("/a");
    harness.advance(11);
    harness.origin.answer(respond(harness.clock, {}, "failed", then));
    return harness.get("/a");
  };

  it("replace a 5xx, and for ErrorCachingMinTTL no request goes to the origin", async () => {
    expect(await expired("max-age=10", 500)).toMatchObject({ status: 200, body: "old" });
    harness.advance(9);
    expect((await harness.get("/a")).body).toBe("old");
    expect(harness.origin.received).toHaveLength(2);
    harness.advance(1);
    expect((await harness.get("/a")).body).toBe("old");
    expect(harness.origin.received).toHaveLength(3);
  });

  it("do not replace a 4xx", async () => {
    expect(await expired("max-age=10", 404)).toMatchObject({ status: 404, body: "failed" });
  });

  it("do not replace a 5xx if they have must-revalidate", async () => {
    expect((await expired("max-age=10, must-revalidate", 500)).status).toBe(500);
  });

  it("replace a 5xx if they have no-cache, but not if they have stale-if-error=0", async () => {
    expect((await expired("no-cache", 500)).body).toBe("old");
    await harness.close();
    expect((await expired("no-cache, stale-if-error=0", 500)).body).toBe("failed");
  });

  it("replace errors for as long as stale-if-error says", async () => {
    expect((await expired("max-age=10, stale-if-error=5", 503)).body).toBe("old");
    expect(harness.origin.received).toHaveLength(2);
    harness.advance(20);
    expect((await harness.get("/a")).status).toBe(503);
  });

  it("are served at once within stale-while-revalidate, while a request goes to the origin", async () => {
    const { origin, clock, advance, get } = await start();
    origin.answer(respond(clock, { "cache-control": "max-age=10, stale-while-revalidate=30" }, "old"));
    await get("/a");
    advance(11);
    let arrived = () => {};
    const asked = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    let release = () => {};
    origin.answer((request, response, count) => {
      release = () => respond(clock, { "cache-control": "max-age=10" }, "new")(request, response, count);
      arrived();
    });
    expect((await get("/a")).body).toBe("old");
    await asked;
    release();
    await expect.poll(async () => (await get("/a")).body).toBe("new");
    expect(origin.received).toHaveLength(2);
  });

  it("leave the trace of the viewer as it is, and no answer unread, when the origin's answer is not stored", async () => {
    const { origin, clock, advance, get, dataPlane } = await start();
    origin.answer(respond(clock, { "cache-control": "max-age=10, stale-while-revalidate=30" }, "old"));
    await get("/a");
    advance(11);
    let isEnded = false;
    origin.answer((_request, response) => {
      response.once("close", () => {
        isEnded = true;
      });
      response.writeHead(200, { "cache-control": "no-store" }).end(Buffer.alloc(32 * 1024 * 1024));
    });
    await get("/a");
    const [trace] = dataPlane.traces.list();
    // The poll is shorter than the read timeout of 30 s, which would end an unread answer.
    await expect.poll(() => isEnded).toBe(true);
    expect(trace?.cache).toMatchObject({ outcome: "stale" });
    expect(trace?.cache?.stored).toBeUndefined();
    expect(trace?.origin).toEqual([]);
  });

  it("are confirmed by a 304, and X-Cache is RefreshHit", async () => {
    const { origin, clock, advance, get } = await start();
    const modified = "Tue, 01 Sep 2026 00:00:00 GMT";
    origin.answer(respond(clock, { "cache-control": "max-age=10", etag: '"1"', "last-modified": modified }, "same"));
    await get("/a");
    advance(11);
    origin.answer(respond(clock, { "cache-control": "max-age=20", "x-new": "yes" }, "", 304));
    const confirmed = await get("/a");
    expect(confirmed).toMatchObject({ status: 200, body: "same" });
    expect(confirmed.headers).toMatchObject({ "x-cache": "RefreshHit from cloudfront", "x-new": "yes" });
    expect(origin.received[1]?.headers).toMatchObject({ "if-none-match": '"1"', "if-modified-since": modified });
    advance(19);
    expect((await get("/a")).headers["x-cache"]).toBe("Hit from cloudfront");
  });

  it("are updated by the origin's answer to a HEAD, unless that describes another response", async () => {
    const { origin, clock, advance, get } = await start();
    const fresh = { "cache-control": "max-age=10", etag: '"1"' };
    origin.answer(respond(clock, { ...fresh, "x-kept": "yes" }, "same"));
    await get("/a");
    advance(11);
    origin.answer(respond(clock, { ...fresh, "x-new": "yes" }));
    const head = await get("/a", { method: "HEAD" });
    expect(head.headers).toMatchObject({ "x-cache": "RefreshHit from cloudfront", "x-kept": "yes", "x-new": "yes" });
    const hit = await get("/a");
    expect(hit).toMatchObject({ body: "same", headers: { "x-cache": "Hit from cloudfront", "x-new": "yes" } });
    advance(11);
    origin.answer(respond(clock, { ...fresh, etag: '"2"' }, "other"));
    await get("/a", { method: "HEAD" });
    expect(await get("/a")).toMatchObject({ body: "other", headers: { "x-cache": "Miss from cloudfront" } });
  });

  it("are confirmed each time after no-cache with a minimum of 0", async () => {
    const { origin, get, clock } = await start();
    origin.answer((request, response, count) => {
      const known = request.headers["if-none-match"] === '"1"';
      respond(
        clock,
        { "cache-control": "no-cache", etag: '"1"' },
        known ? "" : "same",
        known ? 304 : 200,
      )(request, response, count);
    });
    await get("/a");
    const again = await get("/a");
    expect(again.body).toBe("same");
    expect(again.headers["x-cache"]).toBe("RefreshHit from cloudfront");
  });
});

describe("A stale object that is invalidated while the origin is asked to confirm it", () => {
  const big = "x".repeat(10_000);
  /** Stores a body in a file, and lets it expire. The origin's next answers come after an invalidation. */
  const expire = async (cacheControl: string, then: number) => {
    await start({ cacheSize: { bodyMemoryBytes: 1_000 } });
    const { origin, clock, deployment } = harness;
    origin.answer(respond(clock, { "cache-control": cacheControl, etag: '"1"' }, big));
    await harness.get("/a");
    harness.advance(11);
    origin.answer((request, response, count) => {
      deployment.invalidate({ distributionId: "E1TESTDISTRIB", paths: ["/*"] });
      respond(clock, {}, "", then)(request, response, count);
    });
  };
  const isStored = async () => {
    const before = harness.origin.received.length;
    await harness.get("/a");
    return harness.origin.received.length === before;
  };

  it("is sent whole after a 304, and does not come back", async () => {
    await expire("max-age=10", 304);
    expect(await harness.get("/a")).toMatchObject({ status: 200, body: big, aborted: false });
    expect(harness.dataPlane.traces.list()[0]?.cache?.stored).toMatchObject({
      milliseconds: undefined,
      reason: "the stored response left the cache before the origin confirmed it",
    });
    harness.origin.answer(respond(harness.clock, {}, "new"));
    expect(await isStored()).toBe(false);
  });

  it("does not replace a 5xx, and does not come back", async () => {
    await expire("max-age=10", 500);
    expect((await harness.get("/a")).status).toBe(500);
    harness.advance(11);
    harness.origin.answer(respond(harness.clock, {}, "new"));
    expect((await harness.get("/a")).body).toBe("new");
  });

  it("does not come back after a 304 within stale-while-revalidate", async () => {
    await expire("max-age=10, stale-while-revalidate=30", 304);
    expect(await harness.get("/a")).toMatchObject({ status: 200, body: big, aborted: false });
    await expect.poll(() => harness.origin.received.length).toBe(2);
    harness.origin.answer(respond(harness.clock, {}, "new"));
    await expect.poll(async () => (await harness.get("/a")).body).toBe("new");
  });
});
