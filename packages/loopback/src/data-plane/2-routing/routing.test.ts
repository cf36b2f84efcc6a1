import type { ContinuousDeploymentPolicyConfig } from "@aws-sdk/client-cloudfront";
import { afterEach, describe, expect, it } from "vitest";
import { isTooLarge } from "../base/header-limits.ts";
import { distribution, localOrigin } from "../testing/deployment.ts";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { respond, startOrigin } from "../testing/origin.ts";

let harness: Harness;
const start = async (options?: HarnessOptions) => {
  harness = await startHarness(options);
  return harness;
};
afterEach(() => harness.close());

describe("Routing of hosts", () => {
  it("finds a distribution by its domain name, aliases and id, with .localhost and a port, in any case", async () => {
    const { get } = await start({
      config: { Aliases: { Quantity: 2, Items: ["www.example.com", "*.shop.example.com"] } },
    });
    for (const host of [
      "e1testdistrib.cloudfront.net",
      "E1TESTDISTRIB.CloudFront.net:8080",
      "www.example.com",
      "WWW.example.com:443",
      "www.example.com.localhost:8080",
      "de.shop.example.com",
      "de.shop.example.com.localhost",
      "e1testdistrib.cloudfront.net.localhost",
      "e1testdistrib.localhost",
      "localhost:8080",
      "127.0.0.1",
    ]) {
      expect([host, (await get("/a", { host })).status]).toEqual([host, 200]);
    }
  });

  it("prefers an exact alias to a wildcard, and the longer wildcard", async () => {
    const { get, origin, deployment } = await start({ config: { Aliases: { Quantity: 1, Items: ["*.example.com"] } } });
    const other = (id: string, alias: string) =>
      distribution({
        id,
        origins: [localOrigin("main", origin.port, { OriginPath: `/${id}` })],
        config: { Aliases: { Quantity: 1, Items: [alias] } },
      });
    deployment.distributions.push(other("E2", "a.example.com"), other("E3", "*.b.example.com"));
    expect((await get("/x", { host: "a.example.com" })).body).toBe("path /E2/x");
    expect((await get("/x", { host: "c.b.example.com" })).body).toBe("path /E3/x");
    expect((await get("/x", { host: "d.example.com" })).body).toBe("path /x");
  });

  it("answers 403 for an unknown host, and for localhost when there are several distributions", async () => {
    const { get, origin, deployment } = await start();
    expect((await get("/", { host: "unknown.example.com" })).status).toBe(403);
    deployment.distributions.push(distribution({ id: "E2", origins: [localOrigin("main", origin.port)] }));
    expect((await get("/", { host: "localhost" })).status).toBe(403);
  });

  it("answers 403 for a disabled distribution, from the next request on", async () => {
    const { get, origin, deployment } = await start();
    expect((await get("/a")).status).toBe(200);
    deployment.distributions[0] = distribution({
      origins: [localOrigin("main", origin.port)],
      config: { Enabled: false },
    });
    const answer = await get("/a");
    expect(answer.status).toBe(403);
    expect(answer.headers["x-cache"]).toBe("Error from cloudfront");
    expect(answer.body).toContain("The request could not be satisfied");
  });
});

describe("Continuous deployment", () => {
  const withStaging = async (trafficConfig: ContinuousDeploymentPolicyConfig["TrafficConfig"], random = 0.5) => {
    await start({ config: { ContinuousDeploymentPolicyId: "policy" }, random: () => random });
    const staging = distribution({
      id: "E2STAGING",
      origins: [localOrigin("main", harness.origin.port, { OriginPath: "/staging" })],
    });
    harness.deployment.distributions.push({ ...staging, primaryId: "E1TESTDISTRIB" });
    harness.deployment.continuousDeploymentPolicies.set("policy", {
      Enabled: true,
      StagingDistributionDnsNames: { Quantity: 1, Items: ["e2staging.cloudfront.net"] },
      TrafficConfig: trafficConfig,
    });
    return staging;
  };

  it("sends requests with the policy's header to the staging distribution, which has its own cache", async () => {
    await withStaging({ Type: "SingleHeader", SingleHeaderConfig: { Header: "aws-cf-cd-test", Value: "yes" } });
    expect((await harness.get("/a")).body).toBe("path /a");
    expect((await harness.get("/a", { headers: { "aws-cf-cd-test": "yes" } })).body).toBe("path /staging/a");
    expect((await harness.get("/a", { headers: { "aws-cf-cd-test": "no" } })).body).toBe("path /a");
    expect((await harness.get("/a", { host: "localhost" })).body).toBe("path /a");
  });

  it("knows the staging distribution's new primary, though the ETag stays the same", async () => {
    const staging = await withStaging({ Type: "SingleWeight", SingleWeightConfig: { Weight: 1 } });
    const { dataPlane, deployment, get } = harness;
    const primaryId = async () => {
      await get("/a");
      return dataPlane.traces.list()[0]?.distribution?.deployed.primaryId;
    };
    expect(await primaryId()).toBe("E1TESTDISTRIB");
    deployment.distributions[1] = { ...staging, primaryId: "E3PRIMARY" };
    expect(await primaryId()).toBe("E3PRIMARY");
  });

  it.each([
    [0.09, "path /staging/a"],
    [0.1, "path /a"],
  ])("sends requests to the staging distribution by weight: %d with a weight of 0.1", async (random, body) => {
    await withStaging({ Type: "SingleWeight", SingleWeightConfig: { Weight: 0.1 } }, random);
    expect((await harness.get("/a")).body).toBe(body);
  });
});

describe("Routing of paths", () => {
  it("takes the first matching path pattern in order, then the default", async () => {
    const other = await startOrigin(respond(() => harness.clock(), {}, "other"));
    const { get } = await start({
      origins: [localOrigin("other", other.port)],
      behaviors: [
        { PathPattern: "images/*.jpg", TargetOriginId: "other" },
        { PathPattern: "/images/?.png", TargetOriginId: "other" },
        { PathPattern: "/images/*" },
      ],
    });
    const body = async (path: string) => (await get(path)).body;
    expect(await body("/images/deep/er/a.jpg")).toBe("other");
    expect(await body("/images/a.JPG")).toBe("path /images/a.JPG");
    expect(await body("/images/a.png")).toBe("other");
    expect(await body("/images/ab.png")).toBe("path /images/ab.png");
    await other.close();
  });

  it("ignores the query", async () => {
    const other = await startOrigin(respond(() => harness.clock(), {}, "other"));
    const { get } = await start({
      origins: [localOrigin("other", other.port)],
      behaviors: [{ PathPattern: "*.jpg", TargetOriginId: "other" }],
    });
    expect((await get("/a.jpg?x=.png")).body).toBe("other");
    expect((await get("/a?x=/images/a.jpg")).body).toBe("path /a");
    await other.close();
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#path-normalization
  it.each(["/c/../a/x", "//a/x", "/./a/x", "/%61/x", "/b/%2e%2e/a/x", "/c//..//a/x"])(
    "routes %s by its normalized path and sends the raw path to the origin",
    async (path) => {
      const other = await startOrigin(respond(() => harness.clock(), {}, "other"));
      const { get } = await start({
        origins: [localOrigin("other", other.port)],
        behaviors: [{ PathPattern: "/c/*" }, { PathPattern: "/a/*", TargetOriginId: "other" }],
      });
      expect((await get(path)).body).toBe("other");
      expect(other.received.map(({ url }) => url)).toEqual([path]);
      await other.close();
    },
  );

  it("does not decode an encoded slash, and finds a protected path in any spelling", async () => {
    const other = await startOrigin(respond(() => harness.clock(), {}, "protected"));
    const { get } = await start({
      origins: [localOrigin("other", other.port)],
      behaviors: [{ PathPattern: "/members/*", TargetOriginId: "other" }, { PathPattern: "/c/*" }],
    });
    expect((await get("/members%2fx")).body).toBe("path /members%2fx");
    expect((await get("/members/../c/x")).body).toBe("path /members/../c/x");
    for (const path of ["/c/../members/x", "//members/x", "/%6dembers/x", "/x/../members/", "/c/%2e%2e/members/x"]) {
      expect([path, (await get(path)).body]).toEqual([path, "protected"]);
    }
    await other.close();
  });

  it("serves the default root object only for /", async () => {
    const { get } = await start({ config: { DefaultRootObject: "index.html" } });
    expect((await get("/")).body).toBe("path /index.html");
    expect((await get("/?x=1")).body).toBe("path /index.html");
    expect((await get("/docs/")).body).toBe("path /docs/");
  });

  it("logs the id of a policy that is not deployed", async () => {
    const { get, log } = await start({ behavior: { CachePolicyId: "gone" } });
    expect((await get("/a")).status).toBe(500);
    expect(log.join()).toContain("cache policy 'gone', which is not deployed");
  });
});

describe("HTTPS", () => {
  const methods = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] as const;
  const withPolicy = (policy: "redirect-to-https" | "https-only"): HarnessOptions => ({
    behavior: { ViewerProtocolPolicy: policy, AllowedMethods: { Quantity: 7, Items: [...methods] } },
  });

  it("redirect-to-https answers GET and HEAD with 301, other methods with 307", async () => {
    const { get } = await start(withPolicy("redirect-to-https"));
    const answer = await get("/a?x=1");
    expect(answer.status).toBe(301);
    expect(answer.headers).toMatchObject({
      location: "https://e1testdistrib.cloudfront.net/a?x=1",
      "x-cache": "Redirect from cloudfront",
    });
    expect((await get("/a", { method: "HEAD" })).status).toBe(301);
    expect((await get("/a", { method: "POST", body: "x" })).status).toBe(307);
    expect((await get("/a", { https: true })).body).toBe("path /a");
  });

  it("https-only answers plain HTTP with 403", async () => {
    const { get } = await start(withPolicy("https-only"));
    expect((await get("/a")).status).toBe(403);
    expect((await get("/a", { https: true })).status).toBe(200);
  });
});

describe("A request that CloudFront rejects", () => {
  it("gets 403 for a GET with a body", async () => {
    const { get, origin } = await start();
    expect((await get("/a", { body: "x", headers: { "content-length": 1 } })).status).toBe(403);
    expect(origin.received).toEqual([]);
  });

  it("gets 403 for a method that is not allowed", async () => {
    const { get } = await start();
    expect((await get("/a", { method: "POST", body: "x" })).status).toBe(403);
    expect((await get("/a", { method: "DELETE" })).status).toBe(403);
  });

  it("gets 413 for a URL over 8,192 bytes, and the connection is closed", async () => {
    const { get } = await start();
    expect((await get(`/${"a".repeat(8_191)}`)).status).toBe(200);
    const answer = await get(`/${"a".repeat(8_192)}`);
    expect(answer.status).toBe(413);
    expect(answer.headers.connection).toBe("close");
  });

  it("gets 413 for over 20,480 bytes of headers", async () => {
    const { get } = await start();
    expect((await get("/a", { headers: { "x-large": "a".repeat(20_000) } })).status).toBe(200);
    expect((await get("/a", { headers: { "x-large": "a".repeat(20_480) } })).status).toBe(413);
    // The limit includes the URL and each line with its separator and CRLF: 2 + 1 + 1 + 4.
    expect(isTooLarge("/a", [["a", "a".repeat(20_480 - 7)]])).toBe(false);
    expect(isTooLarge("/a", [["a", "a".repeat(20_480 - 6)]])).toBe(true);
  });
});
