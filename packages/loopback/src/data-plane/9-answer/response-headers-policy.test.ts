import type { ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";
import { afterEach, describe, expect, it } from "vitest";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { respond } from "../testing/origin.ts";
import { hasServerTiming } from "./server-timing.ts";

let running: Harness | undefined;
afterEach(() => running?.close());

/** Starts a distribution with a policy, whose origin answers with these headers. */
async function start(
  policy: Partial<ResponseHeadersPolicyConfig>,
  origin: Record<string, string> = {},
  options: HarnessOptions = {},
): Promise<Harness> {
  const methods = ["GET", "HEAD", "OPTIONS"] as const;
  running = await startHarness({
    ...options,
    behavior: {
      ResponseHeadersPolicyId: "policy",
      AllowedMethods: { Quantity: methods.length, Items: [...methods] },
      ...options.behavior,
    },
  });
  running.deployment.responseHeadersPolicies.set("policy", { Name: "policy", ...policy });
  running.origin.answer(respond(running.clock, origin));
  return running;
}

const list = <Item>(...Items: Item[]) => ({ Quantity: Items.length, Items });

const cors = (more: Partial<NonNullable<ResponseHeadersPolicyConfig["CorsConfig"]>> = {}) => ({
  CorsConfig: {
    AccessControlAllowOrigins: list("https://www.example.com", "*.example.org"),
    AccessControlAllowHeaders: list("X-One", "X-Two"),
    AccessControlAllowMethods: list("ALL" as const),
    AccessControlAllowCredentials: true,
    AccessControlExposeHeaders: list("X-Seen"),
    AccessControlMaxAgeSec: 600,
    OriginOverride: true,
    ...more,
  },
});

const corsHeaders = (headers: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("access-control-")));

describe("CORS headers of a response headers policy", () => {
  it("are added to answers to requests with an allowed Origin, and to no others", async () => {
    const { get } = await start(cors());
    const from = async (origin?: string) =>
      corsHeaders((await get("/a", { headers: origin === undefined ? {} : { origin } })).headers);
    const allowed = (origin: string) => ({
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": "X-Seen",
    });
    expect(await from("https://www.example.com")).toEqual(allowed("https://www.example.com"));
    expect(await from("http://a.b.example.org")).toEqual(allowed("http://a.b.example.org"));
    for (const other of [undefined, "http://www.example.com", "https://example.org", "https://evil.com"]) {
      expect(await from(other)).toEqual({});
    }
  });

  it("allow any origin by *", async () => {
    const { get } = await start(cors({ AccessControlAllowOrigins: list("*"), AccessControlAllowCredentials: false }));
    const answer = await get("/a", { headers: { origin: "https://any.example" } });
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
  });

  it("list the allowed headers, methods and age for a preflight request", async () => {
    const { get, origin } = await start(cors());
    const answer = await get("/a", {
      method: "OPTIONS",
      headers: { origin: "https://www.example.com", "access-control-request-method": "PUT" },
    });
    expect(answer.headers).toMatchObject({
      "access-control-allow-headers": "X-One, X-Two",
      "access-control-allow-methods": "GET, DELETE, HEAD, OPTIONS, PATCH, POST, PUT",
      "access-control-max-age": "600",
    });
    expect(origin.received[0]?.method).toBe("OPTIONS");
    const plain = await get("/a", { headers: { origin: "https://www.example.com" } });
    expect(plain.headers["access-control-allow-methods"]).toBeUndefined();
  });

  it("replace the origin's with an override, and otherwise leave those that the origin sent", async () => {
    const origins = { "access-control-allow-origin": "https://own", "access-control-allow-credentials": "own" };
    const headers = { origin: "https://www.example.com" };
    const overridden = await start(cors(), origins);
    expect((await overridden.get("/a", { headers })).headers).toMatchObject({
      "access-control-allow-origin": "https://www.example.com",
      "access-control-allow-credentials": "true",
    });
    await overridden.close();
    const kept = await start(cors({ OriginOverride: false }), origins);
    expect((await kept.get("/a", { headers })).headers).toMatchObject({
      "access-control-allow-origin": "https://own",
      "access-control-allow-credentials": "own",
      "access-control-expose-headers": "X-Seen",
    });
  });
});

describe("Security headers of a response headers policy", () => {
  it("are added in AWS's spelling", async () => {
    const { get } = await start({
      SecurityHeadersConfig: {
        StrictTransportSecurity: {
          AccessControlMaxAgeSec: 31_536_000,
          IncludeSubdomains: true,
          Preload: true,
          Override: true,
        },
        XSSProtection: { Protection: true, ModeBlock: true, Override: true },
        ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
        FrameOptions: { FrameOption: "DENY", Override: true },
        ReferrerPolicy: { ReferrerPolicy: "same-origin", Override: true },
        ContentTypeOptions: { Override: true },
      },
    });
    expect((await get("/a")).headers).toMatchObject({
      "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
      "x-xss-protection": "1; mode=block",
      "content-security-policy": "default-src 'self'",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
  });

  it("replace the origin's, each by its own override", async () => {
    const { get } = await start(
      {
        SecurityHeadersConfig: {
          FrameOptions: { FrameOption: "DENY", Override: true },
          ReferrerPolicy: { ReferrerPolicy: "same-origin", Override: false },
          XSSProtection: { Protection: true, ReportUri: "https://r.example", Override: false },
        },
      },
      { "x-frame-options": "SAMEORIGIN", "referrer-policy": "origin" },
    );
    expect((await get("/a")).headers).toMatchObject({
      "x-frame-options": "DENY",
      "referrer-policy": "origin",
      "x-xss-protection": "1; report=https://r.example",
    });
  });
});

describe("Custom and removed headers of a response headers policy", () => {
  const custom = (Header: string, Value: string, Override: boolean) => ({ Header, Value, Override });

  it("are added, also without a value, and replace the origin's with an override", async () => {
    const { get } = await start(
      { CustomHeadersConfig: list(custom("X-A", "1", true), custom("X-B", "1", false), custom("X-C", "", false)) },
      { "x-a": "own", "x-b": "own" },
    );
    expect((await get("/a")).headers).toMatchObject({ "x-a": "1", "x-b": "own", "x-c": "" });
  });

  it("are removed first and added then, on hits and on misses, while the cache keeps the origin's", async () => {
    const { get, deployment } = await start(
      {
        RemoveHeadersConfig: list({ Header: "X-Powered-By" }, { Header: "X-A" }),
        CustomHeadersConfig: list(custom("X-A", "policy", false)),
      },
      { "x-powered-by": "PHP", "x-a": "own" },
    );
    for (const cache of ["Miss", "Hit"]) {
      const { headers } = await get("/a");
      expect(headers["x-cache"]).toBe(`${cache} from cloudfront`);
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(headers["x-a"]).toBe("policy");
    }
    deployment.responseHeadersPolicies.set("policy", { Name: "policy" });
    expect((await get("/a")).headers).toMatchObject({ "x-powered-by": "PHP", "x-a": "own" });
  });

  it("include CloudFront's own Server and Date, which replace removed ones", async () => {
    const { get, clock } = await start(
      { RemoveHeadersConfig: list({ Header: "Server" }, { Header: "Date" }) },
      { server: "nginx", date: "Tue, 01 Sep 2026 00:00:00 GMT" },
    );
    const { headers } = await get("/a");
    expect([headers.server, headers.date]).toEqual(["CloudFront", new Date(clock()).toUTCString()]);
  });

  it("are visible to viewer-response functions, which may change them", async () => {
    const { get, functions } = await start(
      { CustomHeadersConfig: list(custom("X-A", "policy", true)) },
      {},
      {
        functions: {
          cff: ({ response }) => ({
            kind: "response",
            response: { status: 200, headers: [...(response?.headers ?? []), ["X-B", "function"]] },
          }),
        },
        behavior: {
          FunctionAssociations: list({ FunctionARN: "cff", EventType: "viewer-response" as const }),
        },
      },
    );
    expect((await get("/a")).headers).toMatchObject({ "x-a": "policy", "x-b": "function" });
    expect(functions.calls[0]?.response?.headers).toContainEqual(["X-A", "policy"]);
  });
});

describe("Server-Timing of a response headers policy", () => {
  const timing = (SamplingRate: number) => ({ ServerTimingHeadersConfig: { Enabled: true, SamplingRate } });
  const shape = (header: unknown) =>
    String(header)
      .replaceAll(/dur=\d+/g, "dur=N")
      .replace(/cdn-rid;desc="[\w=-]+"/, "cdn-rid");

  it("describes a miss, a hit and a confirmed response", async () => {
    const { get, advance, origin, clock } = await start(timing(100), { "cache-control": "max-age=5", etag: '"1"' });
    const first = await get("/a");
    expect(shape(first.headers["server-timing"])).toBe(
      'cdn-upstream-layer;desc="EDGE",cdn-upstream-dns;dur=N,cdn-upstream-connect;dur=N,cdn-upstream-fbl;dur=N,cdn-cache-miss,cdn-pop;desc="LOC1-P1",cdn-rid,cdn-downstream-fbl;dur=N',
    );
    expect(first.headers["server-timing"]).toContain(`cdn-rid;desc="${first.headers["x-amz-cf-id"]}"`);
    expect(shape((await get("/a")).headers["server-timing"])).toBe(
      'cdn-cache-hit,cdn-pop;desc="LOC1-P1",cdn-rid,cdn-hit-layer;desc="EDGE",cdn-downstream-fbl;dur=N',
    );
    advance(6);
    origin.answer(respond(clock, {}, "", 304));
    expect(shape((await get("/a")).headers["server-timing"])).toContain("cdn-cache-refresh,");
  });

  it("includes the origin's own on a miss, in one header, but not on a hit", async () => {
    const { get } = await start(timing(100), { "server-timing": "db;dur=53" });
    expect((await get("/a")).headers["server-timing"]).toContain(",db;dur=53,");
    expect((await get("/a")).headers["server-timing"]).not.toContain("db;dur=53");
  });

  it("is added by SamplingRate, and always for Pragma: server-timing", async () => {
    const { get } = await start(timing(0));
    expect((await get("/a")).headers["server-timing"]).toBeUndefined();
    expect((await get("/a", { headers: { pragma: "server-timing" } })).headers["server-timing"]).toBeDefined();
    const sampled = Array.from({ length: 256 }, (_, index) =>
      Buffer.from([index, 0, 0, 0, 0, 0]).toString("base64url"),
    );
    const at = (SamplingRate: number) =>
      sampled.filter((id) => hasServerTiming({ Enabled: true, SamplingRate }, [], id)).length;
    expect([at(0), at(25), at(50), at(100)]).toEqual([0, 64, 128, 256]);
    expect(hasServerTiming({ Enabled: false, SamplingRate: 100 }, [], sampled[0] ?? "")).toBe(false);
  });
});
