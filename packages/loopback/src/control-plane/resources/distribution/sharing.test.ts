import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import { managedPolicies } from "@featheredge/aws-rules";
import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { distributionConfig, testBehavior, testOrigin } from "../../testing/distribution.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

/** Creates distributions until one is rejected. @returns the number of distributions, and the error's code */
async function createUntilRejected(changes: Partial<DistributionConfig>, most: number) {
  for (let count = 0; count <= most; count++) {
    try {
      const config = distributionConfig({ CallerReference: String(count), ...changes });
      await controlPlane.client.createDistribution({ DistributionConfig: config });
    } catch (error) {
      return [count, (error as Error).name];
    }
  }
  return [most + 1, undefined];
}

const behavior = (changes: object) => ({ DefaultCacheBehavior: { ...testBehavior, ...changes } });
const origin = (changes: object) => ({ Origins: { Quantity: 1, Items: [{ ...testOrigin, ...changes }] } });
const none = {
  HeadersConfig: { HeaderBehavior: "none" as const },
  CookiesConfig: { CookieBehavior: "none" as const },
  QueryStringsConfig: { QueryStringBehavior: "none" as const },
};

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
// Each test creates up to a hundred distributions.
describe("distributions that share a resource", { timeout: 30_000 }, () => {
  const cases: [code: string, most: number, () => Promise<Partial<DistributionConfig>>][] = [
    [
      "TooManyDistributionsAssociatedToCachePolicy",
      100,
      async () => {
        const made = await controlPlane.client.createCachePolicy({ CachePolicyConfig: { Name: "a", MinTTL: 0 } });
        return behavior({ CachePolicyId: made.CachePolicy?.Id });
      },
    ],
    [
      "TooManyDistributionsAssociatedToOriginRequestPolicy",
      100,
      async () => {
        const made = await controlPlane.client.createOriginRequestPolicy({
          OriginRequestPolicyConfig: { Name: "a", ...none },
        });
        return behavior({ OriginRequestPolicyId: made.OriginRequestPolicy?.Id });
      },
    ],
    [
      "TooManyDistributionsAssociatedToResponseHeadersPolicy",
      100,
      async () => {
        const made = await controlPlane.client.createResponseHeadersPolicy({
          ResponseHeadersPolicyConfig: { Name: "a" },
        });
        return behavior({ ResponseHeadersPolicyId: made.ResponseHeadersPolicy?.Id });
      },
    ],
    [
      "TooManyDistributionsAssociatedToOriginAccessControl",
      100,
      async () => {
        const made = await controlPlane.client.createOriginAccessControl({
          OriginAccessControlConfig: {
            Name: "a",
            SigningProtocol: "sigv4",
            SigningBehavior: "always",
            OriginAccessControlOriginType: "lambda",
          },
        });
        return origin({
          DomainName: "abc123.lambda-url.eu-west-1.on.aws",
          OriginAccessControlId: made.OriginAccessControl?.Id,
        });
      },
    ],
    [
      "TooManyDistributionsWithSingleFunctionARN",
      100,
      async () => {
        const made = await controlPlane.client.createFunction({
          Name: "f",
          FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0" },
          FunctionCode: Buffer.from("function handler(event) { return event.request; }"),
        });
        await controlPlane.client.publishFunction({ Name: "f", IfMatch: made.ETag ?? "" });
        const FunctionARN = made.FunctionSummary?.FunctionMetadata?.FunctionARN;
        return behavior({
          FunctionAssociations: { Quantity: 1, Items: [{ FunctionARN, EventType: "viewer-request" }] },
        });
      },
    ],
    [
      "EntityLimitExceeded",
      50,
      async () => {
        const made = await controlPlane.client.createVpcOrigin({
          VpcOriginEndpointConfig: {
            Name: "a",
            Arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/a/0123456789abcdef",
            HTTPPort: 80,
            HTTPSPort: 443,
            OriginProtocolPolicy: "https-only",
          },
        });
        const VpcOriginConfig = { VpcOriginId: made.VpcOrigin?.Id };
        return origin({ CustomOriginConfig: undefined, VpcOriginConfig });
      },
    ],
    [
      "InvalidArgument",
      100,
      async () => ({
        WebACLId: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/00000000-0000-0000-0000-000000000000",
      }),
    ],
  ];

  it.each(cases)("are rejected with %s beyond %d", async (code, most, changes) => {
    expect(await createUntilRejected(await changes(), most)).toEqual([most, code]);
  });

  it("can share a managed policy in any number", async () => {
    const changes = behavior({ CachePolicyId: managedPolicies.cache.CachingDisabled });
    expect(await createUntilRejected(changes, 100)).toEqual([101, undefined]);
  });

  it("count an updated distribution once", async () => {
    const made = await controlPlane.client.createCachePolicy({ CachePolicyConfig: { Name: "a", MinTTL: 0 } });
    const changes = behavior({ CachePolicyId: made.CachePolicy?.Id });
    expect(await createUntilRejected(changes, 99)).toEqual([100, undefined]);
    const [first] = [...controlPlane.deployment.distributions];
    const update = controlPlane.client.updateDistribution({
      Id: first?.id ?? "",
      IfMatch: first?.etag ?? "",
      DistributionConfig: { ...(first?.config as DistributionConfig), Comment: "changed" },
    });
    await expect(update).resolves.toMatchObject({ Distribution: { DistributionConfig: { Comment: "changed" } } });
  });
});

describe("the lengths of names and headers", () => {
  const long = (count: number) => ({ Quantity: 1, Items: ["n".repeat(count)] });

  it("are 1,024 characters for all names of a cache policy or origin request policy together", async () => {
    const named = (last: number) => ({
      HeadersConfig: { HeaderBehavior: "whitelist" as const, Headers: long(500) },
      CookiesConfig: { CookieBehavior: "whitelist" as const, Cookies: long(500) },
      QueryStringsConfig: { QueryStringBehavior: "whitelist" as const, QueryStrings: long(last) },
    });
    const cache = (Name: string, last: number) =>
      controlPlane.client.createCachePolicy({
        CachePolicyConfig: {
          Name,
          MinTTL: 0,
          ParametersInCacheKeyAndForwardedToOrigin: { EnableAcceptEncodingGzip: false, ...named(last) },
        },
      });
    const origin = (Name: string, last: number) =>
      controlPlane.client.createOriginRequestPolicy({ OriginRequestPolicyConfig: { Name, ...named(last) } });
    for (const create of [cache, origin]) {
      await create("a", 24);
      await expect(create("b", 25)).rejects.toMatchObject({ name: "InvalidArgument" });
    }
  });

  it("are 256 for a custom header's name, 1,783 for its value, and 10,240 for all of an origin together", async () => {
    const create = (CallerReference: string, headers: readonly (readonly [string, string])[]) =>
      controlPlane.client.createDistribution({
        DistributionConfig: distributionConfig({
          CallerReference,
          ...origin({
            CustomHeaders: {
              Quantity: headers.length,
              Items: headers.map(([HeaderName, HeaderValue]) => ({ HeaderName, HeaderValue })),
            },
          }),
        }),
      });
    const six = (last: number) =>
      Array.from({ length: 6 }, (_, index) => [`n${index}`, "v".repeat(index === 5 ? last : 1_700)] as const);
    await create("1", [["n".repeat(256), "v".repeat(1_783)]]);
    await create("2", six(1_728));
    for (const wrong of [[["n".repeat(257), "v"]], [["n", "v".repeat(1_784)]], six(1_729)] as const) {
      await expect(create("3", wrong)).rejects.toMatchObject({ name: "InvalidArgument" });
    }
  });
});
