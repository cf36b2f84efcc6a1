import { managedPolicies } from "@featheredge/aws-rules";
import { afterEach, expect, it } from "vitest";
import { distributionConfig, testBehavior } from "../control-plane/testing/distribution.ts";
import { respond, startOrigin, type TestOrigin } from "../data-plane/testing/origin.ts";
import { startCloudFront, type TestCloudFront } from "./index.ts";

let origin: TestOrigin;
let cloudFront: TestCloudFront;
afterEach(async () => {
  await cloudFront.close();
  await origin.close();
});

it("serves a distribution that AWS's client deploys, from a mapped origin, with a clock that the test sets", async () => {
  let now = Date.UTC(2026, 8, 1);
  origin = await startOrigin();
  origin.answer(respond(() => now, { "cache-control": "max-age=60" }));
  cloudFront = await startCloudFront({
    origins: { "app.example.com": `http://127.0.0.1:${origin.port}` },
    clock: () => now,
  });
  const behavior = { ...testBehavior, ViewerProtocolPolicy: "allow-all" as const };
  const policy = managedPolicies.cache.UseOriginCacheControlHeaders;
  const config = distributionConfig({ DefaultCacheBehavior: { ...behavior, CachePolicyId: policy } });
  const { Distribution } = await cloudFront.client.createDistribution({
    DistributionConfig: { ...config, Origins: { Quantity: 1, Items: [httpOrigin] } },
  });
  const xCache = async () => {
    const answer = await fetch(`http://localhost:${cloudFront.httpPort}/`);
    return [await answer.text(), answer.headers.get("x-cache"), answer.headers.get("age")];
  };
  expect(Distribution?.Status).toBe("Deployed");
  expect(await xCache()).toEqual(["body", "Miss from cloudfront", null]);
  now += 59_000;
  expect(await xCache()).toEqual(["body", "Hit from cloudfront", "59"]);
  now += 2_000;
  expect(await xCache()).toEqual(["body", "Miss from cloudfront", null]);
});

const httpOrigin = {
  Id: "app",
  DomainName: "app.example.com",
  CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "http-only" as const },
};
