import { type DistributionConfig, startCloudFront, type TestCloudFront } from "@featheredge/loopback/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { oneOrigin, originDomain, plainBehavior } from "../one-origin.ts";
import { failing } from "./expected.ts";
import { type Results, runSuite, startTestServer } from "./suite.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
let cloudFront: TestCloudFront;
let results: Results;

beforeAll(async () => {
  server = await startTestServer();
  cloudFront = await startCloudFront({ origins: { [originDomain]: `http://127.0.0.1:${server.port}` } });
  await cloudFront.client.createDistribution({ DistributionConfig: await distributionConfig(cloudFront.client) });
  results = await runSuite(`http://localhost:${cloudFront.httpPort}`);
});

afterAll(async () => {
  await cloudFront?.close();
  await server?.close();
});

it("gives each of the suite's tests a result, and at least 220 of them pass", () => {
  const passed = Object.values(results).filter((result) => result === true);
  expect(Object.keys(results)).toHaveLength(350);
  expect(passed.length).toBeGreaterThanOrEqual(220);
});

it("fails only tests that contradict a rule of CloudFront", () => {
  const failed = Object.entries(results).flatMap(([id, result]) => (result === true ? [] : [[id, result]]));
  const reasons = Object.values(failing).flatMap(({ tests }) => tests);
  expect(new Set(reasons).size).toBe(reasons.length);
  const unexplained = failed.filter(([id]) => !reasons.includes(String(id)));
  const passing = reasons.filter((id) => results[id] === true || results[id] === undefined);
  expect({ unexplained, passing }).toEqual({ unexplained: [], passing: [] });
});

/**
 * A cache for an application that sets lifetimes by Cache-Control and Expires: the settings of AWS's
 * UseOriginCacheControlHeaders-QueryStrings, but without cookies, since the suite's application needs none, and since
 * CloudFront does not support conditional requests with them.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html
 */
async function distributionConfig(client: TestCloudFront["client"]): Promise<DistributionConfig> {
  const CookiesConfig = { CookieBehavior: "none" } as const;
  const { CachePolicy } = await client.createCachePolicy({
    CachePolicyConfig: {
      Name: "origin-decides",
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 31_536_000,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: false,
        EnableAcceptEncodingBrotli: false,
        HeadersConfig: { HeaderBehavior: "whitelist", Headers: { Quantity: 1, Items: ["Host"] } },
        CookiesConfig,
        QueryStringsConfig: { QueryStringBehavior: "all" },
      },
    },
  });
  const { OriginRequestPolicy } = await client.createOriginRequestPolicy({
    OriginRequestPolicyConfig: {
      Name: "all-headers",
      HeadersConfig: { HeaderBehavior: "allViewer" },
      CookiesConfig,
      QueryStringsConfig: { QueryStringBehavior: "none" },
    },
  });
  return {
    ...oneOrigin,
    CallerReference: "http-cache-tests",
    DefaultCacheBehavior: {
      ...plainBehavior,
      CachePolicyId: CachePolicy?.Id,
      OriginRequestPolicyId: OriginRequestPolicy?.Id,
    },
  };
}
