import { afterEach, describe, expect, it } from "vitest";
import { cachePolicy } from "../testing/deployment.ts";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { respond } from "../testing/origin.ts";

let harness: Harness;
const start = async (options?: HarnessOptions) => {
  harness = await startHarness(options);
  return harness;
};
afterEach(() => harness.close());

const xCache = async (path: string, given?: Parameters<Harness["get"]>[1]) =>
  (await harness.get(path, given)).headers["x-cache"];
const hit = "Hit from cloudfront";
const miss = "Miss from cloudfront";

describe("TTL", () => {
  const withTtl = (given: Parameters<typeof cachePolicy>[0]): HarnessOptions => ({
    cachePolicies: { ttl: cachePolicy(given) },
    behavior: { CachePolicyId: "ttl" },
  });

  it("is max-age, and the answer has its Age", async () => {
    const { origin, clock, advance, get } = await start();
    origin.answer(respond(clock, { "cache-control": "max-age=60" }, "one"));
    expect((await get("/a")).headers["x-cache"]).toBe(miss);
    advance(59);
    const answer = await get("/a");
    expect(answer.headers["x-cache"]).toBe(hit);
    expect(answer.headers.age).toBe("59");
    expect(answer.body).toBe("one");
    advance(1);
    expect(await xCache("/a")).toBe(miss);
    expect(origin.received).toHaveLength(2);
  });

  it.each(["no-store", "no-cache", "private"])("is the minimum TTL for %s", async (directive) => {
    const { origin, clock, advance } = await start(withTtl({ min: 30 }));
    origin.answer(respond(clock, { "cache-control": `${directive}, max-age=600` }));
    await xCache("/a");
    advance(29);
    expect(await xCache("/a")).toBe(hit);
    advance(1);
    expect(await xCache("/a")).toBe(miss);
  });

  it.each(["no-store", "private"])("does not store an answer with %s when the minimum TTL is 0", async (directive) => {
    const { origin, clock } = await start();
    origin.answer(respond(clock, { "cache-control": directive, etag: '"1"' }));
    await xCache("/a");
    expect(await xCache("/a")).toBe(miss);
    expect(origin.received[1]?.headers["if-none-match"]).toBeUndefined();
  });

  it("is s-maxage rather than max-age, and max-age rather than Expires", async () => {
    const { origin, clock, advance } = await start();
    const expires = new Date(clock() + 90_000).toUTCString();
    origin.answer((request, response, count) => {
      const control = request.url === "/s" ? "max-age=10, s-maxage=60" : "max-age=20";
      respond(clock, { "cache-control": control, expires })(request, response, count);
    });
    await Promise.all([xCache("/s"), xCache("/m")]);
    advance(19);
    expect(await xCache("/m")).toBe(hit);
    advance(1);
    expect(await xCache("/m")).toBe(miss);
    advance(39);
    expect(await xCache("/s")).toBe(hit);
    advance(1);
    expect(await xCache("/s")).toBe(miss);
  });

  it("ends with Expires; an invalid date counts as past", async () => {
    const { origin, clock, advance } = await start();
    origin.answer((request, response, count) => {
      const expires = request.url === "/date" ? new Date(clock() + 30_000).toUTCString() : "0";
      respond(clock, { expires })(request, response, count);
    });
    await Promise.all([xCache("/date"), xCache("/zero")]);
    expect(await xCache("/zero")).toBe(miss);
    advance(29);
    expect(await xCache("/date")).toBe(hit);
    advance(1);
    expect(await xCache("/date")).toBe(miss);
  });

  it("is clamped to the minimum and the maximum", async () => {
    const { origin, clock, advance } = await start(withTtl({ min: 20, max: 40 }));
    origin.answer((request, response, count) => {
      respond(clock, { "cache-control": request.url === "/long" ? "max-age=600" : "max-age=1" })(
        request,
        response,
        count,
      );
    });
    await Promise.all([xCache("/long"), xCache("/short")]);
    advance(19);
    expect(await xCache("/short")).toBe(hit);
    advance(1);
    expect(await xCache("/short")).toBe(miss);
    advance(19);
    expect(await xCache("/long")).toBe(hit);
    advance(1);
    expect(await xCache("/long")).toBe(miss);
  });

  it("is the greater of default and minimum when the origin sends no lifetime", async () => {
    const { origin, clock, advance } = await start(withTtl({ min: 50, default: 10 }));
    origin.answer(respond(clock));
    await xCache("/a");
    advance(49);
    expect(await xCache("/a")).toBe(hit);
    advance(1);
    expect(await xCache("/a")).toBe(miss);
  });

  it("ignores the viewer's Cache-Control and Pragma", async () => {
    const { origin, clock } = await start();
    origin.answer(respond(clock, { "cache-control": "max-age=60" }));
    await xCache("/a");
    expect(await xCache("/a", { headers: { "cache-control": "no-cache, no-store", pragma: "no-cache" } })).toBe(hit);
  });

  it("is 0 for Vary: * with a minimum of 0, and the next request to the origin has no conditions", async () => {
    const { origin, clock } = await start();
    origin.answer(respond(clock, { "cache-control": "max-age=60", vary: "*", etag: '"1"' }));
    await xCache("/a");
    expect(await xCache("/a")).toBe(miss);
    expect(origin.received[1]?.headers["if-none-match"]).toBeUndefined();
  });

  it("leaves in Vary only headers that are forwarded", async () => {
    const { origin, clock, get } = await start(withTtl({ headers: ["Accept-Language"] }));
    origin.answer(respond(clock, { vary: "Accept-Encoding, Accept-Language, X-Other" }));
    expect((await get("/a")).headers.vary).toBe("Accept-Encoding, Accept-Language");
  });

  it("is shortened by the origin's Age, to which the own age is added", async () => {
    const { origin, clock, advance, get } = await start();
    origin.answer(respond(clock, { "cache-control": "max-age=60", age: "20" }));
    await get("/a");
    advance(39);
    expect((await get("/a")).headers.age).toBe("59");
    advance(1);
    expect(await xCache("/a")).toBe(miss);
  });
});

describe("Cache key", () => {
  const keyed = (given: Parameters<typeof cachePolicy>[0]): HarnessOptions => ({
    cachePolicies: { keyed: cachePolicy(given) },
    behavior: {
      CachePolicyId: "keyed",
      AllowedMethods: {
        Quantity: 3,
        Items: ["GET", "HEAD", "OPTIONS"],
        CachedMethods: { Quantity: 3, Items: ["GET", "HEAD", "OPTIONS"] },
      },
    },
  });

  it("is only the path unless the policy adds to it", async () => {
    await start();
    await xCache("/a?x=1", { headers: { cookie: "c=1", "accept-language": "de" } });
    expect(await xCache("/a?x=2", { headers: { cookie: "c=2", "accept-language": "en" } })).toBe(hit);
    expect(await xCache("/A")).toBe(miss);
    expect(harness.origin.received[0]?.url).toBe("/a");
  });

  it("is the same for all names of a distribution", async () => {
    await start({ config: { Aliases: { Quantity: 1, Items: ["www.example.com"] } } });
    await xCache("/a");
    expect(await xCache("/a", { host: "www.example.com" })).toBe(hit);
  });

  it("separates OPTIONS from GET", async () => {
    await start(keyed({}));
    await xCache("/a");
    expect(await xCache("/a", { method: "OPTIONS" })).toBe(miss);
    expect(await xCache("/a", { method: "OPTIONS" })).toBe(hit);
  });

  it("has header values case-sensitively, names case-insensitively", async () => {
    await start(keyed({ headers: ["X-Group"] }));
    await xCache("/a", { headers: { "X-Group": "red" } });
    expect(await xCache("/a", { headers: { "x-group": "red" } })).toBe(hit);
    expect(await xCache("/a", { headers: { "x-group": "Red" } })).toBe(miss);
    expect(await xCache("/a")).toBe(miss);
  });

  it("has names and values of cookies case-sensitively", async () => {
    await start(keyed({ cookies: { behavior: "all" } }));
    await xCache("/a", { headers: { cookie: "a=x" } });
    expect(await xCache("/a", { headers: { cookie: "a=x" } })).toBe(hit);
    expect(await xCache("/a", { headers: { cookie: "a=X" } })).toBe(miss);
    expect(await xCache("/a", { headers: { cookie: "A=x" } })).toBe(miss);
  });

  it("has the listed cookies in any order, and the origin gets them sorted by name", async () => {
    const { origin } = await start(keyed({ cookies: { behavior: "whitelist", names: ["b", "a"] } }));
    await xCache("/a", { headers: { cookie: "b=2; other=1; a=1" } });
    expect(await xCache("/a", { headers: { cookie: "a=1; b=2; other=2" } })).toBe(hit);
    expect(origin.received[0]?.headers.cookie).toBe("a=1; b=2");
  });

  it("has all cookies except the listed ones", async () => {
    await start(keyed({ cookies: { behavior: "allExcept", names: ["session"] } }));
    await xCache("/a", { headers: { cookie: "session=1; a=1" } });
    expect(await xCache("/a", { headers: { cookie: "session=2; a=1" } })).toBe(hit);
    expect(await xCache("/a", { headers: { cookie: "session=2; a=2" } })).toBe(miss);
  });

  it("has the whole query, with its order and case", async () => {
    await start(keyed({ query: { behavior: "all" } }));
    await xCache("/a?x=a&y=2");
    expect(await xCache("/a?x=a&y=2")).toBe(hit);
    expect(await xCache("/a?y=2&x=a")).toBe(miss);
    expect(await xCache("/a?X=a&y=2")).toBe(miss);
    expect(await xCache("/a?x=A&y=2")).toBe(miss);
  });

  it("has the listed parameters of a query, or all except the listed ones", async () => {
    const { origin } = await start(keyed({ query: { behavior: "whitelist", names: ["x"] } }));
    await xCache("/a?x=1&y=2");
    expect(await xCache("/a?y=3&x=1")).toBe(hit);
    expect(origin.received[0]?.url).toBe("/a?x=1");
    harness.deployment.cachePolicies.set("keyed", cachePolicy({ query: { behavior: "allExcept", names: ["utm"] } }));
    await xCache("/b?x=1&utm=2");
    expect(await xCache("/b?x=1&utm=3")).toBe(hit);
    expect(await xCache("/b?x=2&utm=3")).toBe(miss);
  });

  it("has Accept-Encoding normalized to br and gzip", async () => {
    const { origin } = await start(keyed({ gzip: true, brotli: true }));
    await xCache("/a", { headers: { "accept-encoding": "gzip, deflate, br, zstd" } });
    expect(await xCache("/a", { headers: { "accept-encoding": "br;q=1.0, gzip;q=0.8" } })).toBe(hit);
    expect(await xCache("/a", { headers: { "accept-encoding": "gzip, br;q=0" } })).toBe(miss);
    expect(await xCache("/a", { headers: { "accept-encoding": "deflate" } })).toBe(miss);
    expect(await xCache("/a")).toBe(hit);
    expect(origin.received.map(({ headers }) => headers["accept-encoding"])).toEqual(["br,gzip", "gzip", undefined]);
  });

  it("follows legacy ForwardedValues", async () => {
    const { origin } = await start({
      behavior: {
        CachePolicyId: undefined,
        MinTTL: 0,
        DefaultTTL: 60,
        MaxTTL: 60,
        ForwardedValues: {
          QueryString: true,
          QueryStringCacheKeys: { Quantity: 1, Items: ["x"] },
          Cookies: { Forward: "whitelist", WhitelistedNames: { Quantity: 1, Items: ["sess*"] } },
          Headers: { Quantity: 1, Items: ["X-Group"] },
        },
      },
    });
    await xCache("/a?x=1&y=1", {
      headers: { cookie: "session=1; b=1", "x-group": "g", "x-free": "f", accept: "text/html" },
    });
    expect(await xCache("/a?x=1&y=2", { headers: { cookie: "session=1; b=2", "x-group": "g" } })).toBe(hit);
    expect(await xCache("/a?x=2&y=2", { headers: { cookie: "session=1", "x-group": "g" } })).toBe(miss);
    const [first] = origin.received;
    expect(first?.url).toBe("/a?x=1&y=1");
    expect(first?.headers).toMatchObject({ cookie: "session=1", "x-group": "g", "x-free": "f" });
    expect(first?.headers.accept).toBeUndefined();
  });
});

describe("Collapsing", () => {
  const together = (count: number, given?: Parameters<Harness["get"]>[1]) =>
    Promise.all(Array.from({ length: count }, () => harness.get("/a", given)));

  /** Answers after a moment, so that all concurrent requests arrive before the first answer. */
  const slowly = (headers: Record<string, string>) => {
    harness.origin.answer((request, response, count) => {
      setTimeout(() => respond(harness.clock, headers)(request, response, count), 100);
    });
  };

  it("sends one request to the origin for concurrent requests with one key", async () => {
    await start();
    slowly({ "cache-control": "max-age=60" });
    const answers = await together(5);
    expect(answers.map(({ body }) => body)).toEqual(Array(5).fill("body"));
    expect(harness.origin.received).toHaveLength(1);
    expect(answers.map(({ headers }) => headers["x-cache"]).sort()).toEqual([hit, hit, hit, hit, miss]);
  });

  it("does not happen with CachingDisabled", async () => {
    await start({ behavior: { CachePolicyId: "disabled" } });
    slowly({ "cache-control": "max-age=60" });
    await together(3);
    expect(harness.origin.received).toHaveLength(3);
  });

  it("does not happen with forwarded cookies", async () => {
    await start({
      cachePolicies: { cookies: cachePolicy({ cookies: { behavior: "all" } }) },
      behavior: { CachePolicyId: "cookies" },
    });
    slowly({ "cache-control": "max-age=60" });
    await together(3);
    expect(harness.origin.received).toHaveLength(3);
  });

  it("does not happen with a minimum TTL of 0 and an answer that can't be cached", async () => {
    await start();
    slowly({ "cache-control": "no-store" });
    const answers = await together(3);
    expect(harness.origin.received).toHaveLength(3);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

describe("Methods and invalidation", () => {
  it("answers HEAD from a cached GET", async () => {
    const { origin, clock, get } = await start();
    origin.answer(respond(clock, { "content-length": "4" }));
    await get("/a");
    const head = await get("/a", { method: "HEAD" });
    expect(head.headers).toMatchObject({ "x-cache": hit, "content-length": "4" });
    expect(head.body).toBe("");
  });

  it("does not answer GET from a cached HEAD", async () => {
    const { get } = await start();
    await get("/a", { method: "HEAD" });
    expect(await xCache("/a", { method: "HEAD" })).toBe(hit);
    expect((await get("/a")).body).toBe("path /a");
  });

  it("does not cache POST, and streams its body to the origin", async () => {
    const all = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] as const;
    const { origin, get } = await start({ behavior: { AllowedMethods: { Quantity: 7, Items: [...all] } } });
    const given = { method: "POST", body: "sent", headers: { "content-type": "text/plain", "content-length": 4 } };
    expect((await get("/a", given)).headers["x-cache"]).toBe(miss);
    expect((await get("/a", given)).headers["x-cache"]).toBe(miss);
    expect(origin.received.map(({ body }) => body)).toEqual(["sent", "sent"]);
    expect(origin.received[0]?.headers).toMatchObject({ "content-type": "text/plain", "content-length": "4" });
  });

  it("deletes the responses that an invalidation names, also by a wildcard at its end", async () => {
    const { deployment } = await start();
    await Promise.all(["/images/a", "/images/b", "/about"].map((path) => xCache(path)));
    deployment.invalidate({ distributionId: "E1TESTDISTRIB", paths: ["/images/*"] });
    expect(await xCache("/images/a")).toBe(miss);
    expect(await xCache("/about")).toBe(hit);
    deployment.invalidate({ distributionId: "EOTHER", paths: ["/*"] });
    expect(await xCache("/about")).toBe(hit);
    deployment.invalidate({ distributionId: "E1TESTDISTRIB", paths: ["/about"] });
    expect(await xCache("/about")).toBe(miss);
  });

  it("deletes the responses that have a cache tag, in any letters, if the distribution reads tags from a header", async () => {
    const { deployment, origin } = await start({ config: { CacheTagConfig: { HeaderName: "X-Cache-Tags" } } });
    origin.answer((request, response) => {
      response.setHeader("x-cache-tags", request.url === "/shoe" ? "product:shoe, Category:Sport" : "product:hat");
      response.end("tagged");
    });
    await Promise.all(["/shoe", "/hat"].map((path) => xCache(path)));
    deployment.invalidate({ distributionId: "E1TESTDISTRIB", paths: ["#product:sho", "#other"] });
    expect(await xCache("/shoe")).toBe(hit);
    deployment.invalidate({ distributionId: "E1TESTDISTRIB", paths: ["#category:SPORT"] });
    expect(await xCache("/shoe")).toBe(miss);
    expect(await xCache("/hat")).toBe(hit);
  });

  it("deletes all responses when the cache is cleared", async () => {
    const { dataPlane } = await start();
    await xCache("/a");
    dataPlane.clearCache();
    expect(await xCache("/a")).toBe(miss);
  });
});
