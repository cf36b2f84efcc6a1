import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { cachePolicy, distribution, localOrigin, originRequestPolicy } from "../testing/deployment.ts";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { devicesOf } from "./devices.ts";

const host = "e1testdistrib.cloudfront.net";

let running: Harness | undefined;
afterEach(() => running?.close());

async function start(options: HarnessOptions = {}): Promise<Harness> {
  running = await startHarness(options);
  return running;
}

/** Starts a behavior whose origin request policy asks for these headers, and reports which of them its origin received. */
async function asking(names: string[], options: HarnessOptions = {}) {
  const harness = await start({
    originRequestPolicies: { asking: originRequestPolicy({ headers: { behavior: "whitelist", names } }) },
    ...options,
    behavior: { CachePolicyId: "disabled", OriginRequestPolicyId: "asking", ...options.behavior },
  });
  return async (headers: Record<string, string>, https = false) => {
    await harness.get("/a", { headers, https });
    const received = harness.origin.received.at(-1)?.headers ?? {};
    return Object.fromEntries(
      Object.entries(received).filter(([name]) => name.startsWith("cloudfront-") || name.startsWith("x-loopback-")),
    );
  };
}

const locationNames = [
  "Country",
  "Country-Name",
  "Country-Region",
  "Country-Region-Name",
  "City",
  "Postal-Code",
  "Time-Zone",
  "Latitude",
  "Longitude",
  "Metro-Code",
  "ASN",
].map((name) => `CloudFront-Viewer-${name}`);

describe("CloudFront-Viewer-* headers of location", () => {
  it("have the location of the address, by a table of the networks for documentation", async () => {
    const got = await asking(locationNames);
    expect(await got({ "x-loopback-viewer-address": "192.0.2.9" })).toEqual({
      "cloudfront-viewer-country": "US",
      "cloudfront-viewer-country-name": "United States",
      "cloudfront-viewer-country-region": "WA",
      "cloudfront-viewer-country-region-name": "Washington",
      "cloudfront-viewer-city": "Seattle",
      "cloudfront-viewer-postal-code": "98101",
      "cloudfront-viewer-time-zone": "America/Los_Angeles",
      "cloudfront-viewer-latitude": "47.60620",
      "cloudfront-viewer-longitude": "-122.33210",
      "cloudfront-viewer-metro-code": "819",
      "cloudfront-viewer-asn": "64496",
    });
    const country = async (address: string) =>
      (await got({ "x-loopback-viewer-address": address }))["cloudfront-viewer-country"];
    expect([await country("198.51.100.1"), await country("203.0.113.1"), await country("2001:db8::1")]).toEqual([
      "ES",
      "JP",
      "DE",
    ]);
    expect(await got({})).toEqual({});
  });

  it("have the location that x-loopback-viewer-* headers simulate, whatever the address is", async () => {
    const got = await asking(locationNames);
    const simulated = { "x-loopback-viewer-country": "es", "x-loopback-viewer-region": "CT" };
    expect(await got({ ...simulated, "x-loopback-viewer-address": "192.0.2.9" })).toEqual({
      "cloudfront-viewer-country": "ES",
      "cloudfront-viewer-country-name": "Spain",
      "cloudfront-viewer-country-region": "CT",
      "cloudfront-viewer-asn": "64496",
    });
  });

  it("percent-encode non-ASCII characters", async () => {
    const got = await asking(["CloudFront-Viewer-City"]);
    const city = Buffer.from("Málaga").toString("latin1");
    expect(await got({ "x-loopback-viewer-city": city })).toEqual({ "cloudfront-viewer-city": "M%C3%A1laga" });
  });

  it("are not taken from the viewer's own CloudFront-* headers", async () => {
    const got = await asking(["CloudFront-Viewer-Country"]);
    expect(await got({ "cloudfront-viewer-country": "DE", "cloudfront-other": "x" })).toEqual({});
  });
});

describe("other CloudFront-* headers", () => {
  it("have the address with its port, the protocol and HTTP's version", async () => {
    const got = await asking([
      "CloudFront-Viewer-Address",
      "CloudFront-Forwarded-Proto",
      "CloudFront-Viewer-Http-Version",
      "CloudFront-Viewer-TLS",
    ]);
    expect(await got({ "x-loopback-viewer-address": "198.51.100.10:46532" })).toEqual({
      "cloudfront-viewer-address": "198.51.100.10:46532",
      "cloudfront-forwarded-proto": "http",
      "cloudfront-viewer-http-version": "1.1",
    });
    const secure = await got({}, true);
    expect(secure["cloudfront-forwarded-proto"]).toBe("https");
    expect(secure["cloudfront-viewer-tls"]).toMatch(/^TLSv1\.3:TLS_AES_\d+_GCM_SHA\d+:fullHandshake$/);
  });

  it("distinguish a TLS connection that has carried a request before", async () => {
    await asking(["CloudFront-Viewer-TLS"]);
    const { dataPlane, origin } = running as Harness;
    const socket = connect({
      host: "127.0.0.1",
      port: dataPlane.httpsPort,
      servername: host,
      rejectUnauthorized: false,
    });
    for (const path of ["/1", "/2"]) {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      await new Promise((resolve) => socket.once("data", resolve));
    }
    socket.destroy();
    const handshakes = origin.received.map(({ headers }) => String(headers["cloudfront-viewer-tls"]).split(":")[2]);
    expect(handshakes).toEqual(["fullHandshake", "connectionReused"]);
  });

  it("have the version and the TLS of HTTP/2", async () => {
    await asking(["CloudFront-Viewer-TLS", "CloudFront-Viewer-Http-Version"]);
    const { dataPlane, origin } = running as Harness;
    const session = connectHttp2(`https://127.0.0.1:${dataPlane.httpsPort}`, {
      servername: host,
      rejectUnauthorized: false,
    });
    const request = session.request({ ":path": "/a", ":authority": host });
    await new Promise((resolve) => request.resume().once("close", resolve));
    session.close();
    const headers = origin.received[0]?.headers;
    expect(headers?.["cloudfront-viewer-http-version"]).toBe("2.0");
    expect(headers?.["cloudfront-viewer-tls"]).toMatch(/^TLSv1\.3:TLS_AES_\d+_GCM_SHA\d+:fullHandshake$/);
  });

  it("have the order and the number of the viewer's headers, without those for the loopback", async () => {
    await asking(["CloudFront-Viewer-Header-Order", "CloudFront-Viewer-Header-Count"]);
    const { get, origin } = running as Harness;
    await get("/a", { headers: { "User-Agent": "u", "X-Loopback-Viewer-Country": "ES", Accept: "a" } });
    expect(origin.received[0]?.headers["cloudfront-viewer-header-order"]).toBe("host:User-Agent:Accept:Connection");
    expect(origin.received[0]?.headers["cloudfront-viewer-header-count"]).toBe("4");
  });

  it("have simulated fingerprints of TLS, over HTTPS only", async () => {
    const got = await asking(["CloudFront-Viewer-JA3-Fingerprint", "CloudFront-Viewer-JA4-Fingerprint"]);
    const simulated = { "x-loopback-viewer-ja3-fingerprint": "abc", "x-loopback-viewer-ja4-fingerprint": "def" };
    expect(await got(simulated, true)).toEqual({
      "cloudfront-viewer-ja3-fingerprint": "abc",
      "cloudfront-viewer-ja4-fingerprint": "def",
    });
    expect(await got(simulated)).toEqual({});
  });
});

describe("CloudFront-Is-*-Viewer", () => {
  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", ["desktop"]],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1", ["ios", "mobile"]],
    ["Mozilla/5.0 (iPad; CPU OS 15_0 like Mac OS X) Mobile/15E148 Safari/604.1", ["ios", "mobile", "tablet"]],
    ["Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0.0.0 Mobile Safari/537.36", ["android", "mobile"]],
    ["Mozilla/5.0 (Linux; Android 15; SM-X910) Chrome/140.0.0.0 Safari/537.36", ["android", "tablet"]],
    ["Mozilla/5.0 (SMART-TV; LINUX; Tizen 8.0) SamsungBrowser/3.0 TV Safari/538.1", ["smarttv"]],
    ["curl/8.5.0", ["desktop"]],
  ])("recognizes %s as %j", (userAgent, devices) => {
    expect([...devicesOf(userAgent)].sort()).toEqual(devices);
  });

  it("is true or false by User-Agent, or by the simulated device", async () => {
    const got = await asking(["CloudFront-Is-Mobile-Viewer", "CloudFront-Is-SmartTV-Viewer"]);
    expect(await got({ "user-agent": "an iPhone" })).toEqual({
      "cloudfront-is-mobile-viewer": "true",
      "cloudfront-is-smarttv-viewer": "false",
    });
    expect((await got({ "x-loopback-viewer-device": "smarttv" }))["cloudfront-is-smarttv-viewer"]).toBe("true");
  });
});

describe("CloudFront-Viewer-Country", () => {
  const headers = { "x-loopback-viewer-country": "ES" };
  const policies: HarnessOptions = {
    cachePolicies: { country: cachePolicy({ headers: ["CloudFront-Viewer-Country"] }) },
  };
  const named = (list: readonly (readonly [string, string])[] | undefined) =>
    list?.filter(([name]) => /^(cloudfront|x-loopback)-/i.test(name));

  it("is seen by a CloudFront Function at viewer request when a policy asks for it", async () => {
    const functions = { Quantity: 1, Items: [{ FunctionARN: "cff", EventType: "viewer-request" as const }] };
    const { get, functions: ran } = await start({
      ...policies,
      functions: { cff: () => undefined },
      behavior: { CachePolicyId: "country", FunctionAssociations: functions },
    });
    await get("/a", { headers });
    expect(named(ran.calls[0]?.request.headers)).toEqual([["CloudFront-Viewer-Country", "ES"]]);
  });

  it("is seen by Lambda@Edge functions only after viewer request", async () => {
    const functions = {
      Quantity: 2,
      Items: [
        { LambdaFunctionARN: "one", EventType: "viewer-request" as const },
        { LambdaFunctionARN: "two", EventType: "origin-request" as const },
      ],
    };
    const { get, functions: ran } = await start({
      ...policies,
      functions: { one: () => undefined, two: () => undefined },
      behavior: { CachePolicyId: "country", LambdaFunctionAssociations: functions },
    });
    await get("/a", { headers });
    expect(ran.calls.map(({ request }) => named(request.headers))).toEqual([[], [["CloudFront-Viewer-Country", "ES"]]]);
  });

  it("separates stored responses when it is in the cache key", async () => {
    const { get } = await start({ ...policies, behavior: { CachePolicyId: "country" } });
    const xCache = async (country: string) =>
      (await get("/a", { headers: { "x-loopback-viewer-country": country } })).headers["x-cache"];
    expect([await xCache("ES"), await xCache("DE"), await xCache("ES")]).toEqual([
      "Miss from cloudfront",
      "Miss from cloudfront",
      "Hit from cloudfront",
    ]);
  });
});

describe("x-loopback-viewer-address", () => {
  it("is the client's address for functions and the origin", async () => {
    const functions = { Quantity: 1, Items: [{ FunctionARN: "cff", EventType: "viewer-request" as const }] };
    const {
      get,
      functions: ran,
      origin,
    } = await start({
      functions: { cff: () => undefined },
      behavior: { FunctionAssociations: functions },
    });
    await get("/a", { headers: { "x-loopback-viewer-address": "[2001:db8::7]:50000" } });
    expect(ran.calls[0]?.clientIp).toBe("2001:db8::7");
    expect(origin.received[0]?.headers["x-forwarded-for"]).toBe("2001:db8::7");
  });
});

describe("geo restriction", () => {
  const restricted = (type: "whitelist" | "blacklist") => ({
    Restrictions: { GeoRestriction: { RestrictionType: type, Quantity: 1, Items: ["DE" as const] } },
  });

  it("answers 403 for a country that is on the blacklist, or is not on the whitelist", async () => {
    const { get, deployment, origin } = await start({ config: restricted("blacklist") });
    const from = async (country: string) =>
      (await get("/a", { headers: { "x-loopback-viewer-country": country } })).status;
    expect([await from("DE"), await from("FR")]).toEqual([403, 200]);
    const origins = [localOrigin("main", origin.port)];
    deployment.distributions[0] = distribution({ origins, config: restricted("whitelist") });
    expect([await from("DE"), await from("FR")]).toEqual([200, 403]);
    const answer = await get("/a", { headers: { "x-loopback-viewer-address": "198.51.100.1" } });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain("configured to block access from your country");
  });

  it("serves a viewer whose country is not known", async () => {
    const { get } = await start({ config: restricted("whitelist") });
    expect((await get("/a")).status).toBe(200);
  });
});
