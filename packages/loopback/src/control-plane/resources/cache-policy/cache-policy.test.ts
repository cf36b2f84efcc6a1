import type { CachePolicyConfig } from "@aws-sdk/client-cloudfront";
import { managedPolicies } from "@featheredge/aws-rules";
import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

const config = (changes: Partial<CachePolicyConfig> = {}): CachePolicyConfig => ({
  Name: "pages",
  MinTTL: 0,
  ParametersInCacheKeyAndForwardedToOrigin: {
    EnableAcceptEncodingGzip: true,
    HeadersConfig: { HeaderBehavior: "none" },
    CookiesConfig: { CookieBehavior: "none" },
    QueryStringsConfig: { QueryStringBehavior: "none" },
  },
  ...changes,
});

async function create(changes?: Partial<CachePolicyConfig>) {
  const { CachePolicy: policy, ETag } = await controlPlane.client.createCachePolicy({
    CachePolicyConfig: config(changes),
  });
  return { Id: policy?.Id ?? "", IfMatch: ETag ?? "", policy };
}

describe("a cache policy", () => {
  it("has a UUID, and AWS's defaults for missing members", async () => {
    const { Id, policy } = await create();
    expect(Id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(policy?.CachePolicyConfig).toMatchObject({ MinTTL: 0, DefaultTTL: 86_400, MaxTTL: 31_536_000 });
    expect(policy?.CachePolicyConfig?.ParametersInCacheKeyAndForwardedToOrigin?.EnableAcceptEncodingBrotli).toBe(false);
    expect(controlPlane.deployment.cachePolicy(Id)).toEqual(policy?.CachePolicyConfig);
  });

  it("gets a new ETag with each update, and accepts changes with the latest ETag only", async () => {
    const { Id, IfMatch } = await create();
    const changed = config({ Comment: "changed" });
    controlPlane.advance(5);
    const { ETag, CachePolicy } = await controlPlane.client.updateCachePolicy({
      Id,
      IfMatch,
      CachePolicyConfig: changed,
    });
    expect(ETag).not.toBe(IfMatch);
    expect(CachePolicy?.LastModifiedTime).toEqual(new Date("2026-01-01T00:00:05Z"));
    const update = (match: string | undefined) =>
      controlPlane.client.updateCachePolicy({ Id, IfMatch: match, CachePolicyConfig: changed });
    await expect(update(IfMatch)).rejects.toMatchObject({
      name: "PreconditionFailed",
      $metadata: { httpStatusCode: 412 },
    });
    await expect(update(undefined)).rejects.toMatchObject({ name: "InvalidIfMatchVersion" });
    await expect(update("no etag")).rejects.toMatchObject({ name: "InvalidIfMatchVersion" });
    await expect(controlPlane.client.deleteCachePolicy({ Id, IfMatch })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
  });

  it("is gone once it is deleted", async () => {
    const { Id, IfMatch } = await create();
    await controlPlane.client.deleteCachePolicy({ Id, IfMatch });
    const gone = { name: "NoSuchCachePolicy", $metadata: { httpStatusCode: 404 } };
    await expect(controlPlane.client.getCachePolicy({ Id })).rejects.toMatchObject(gone);
    await expect(controlPlane.client.deleteCachePolicy({ Id, IfMatch })).rejects.toMatchObject(gone);
  });

  it("must have a unique name", async () => {
    await create();
    const { Id, IfMatch } = await create({ Name: "other" });
    await expect(create()).rejects.toMatchObject({ name: "CachePolicyAlreadyExists" });
    const renamed = controlPlane.client.updateCachePolicy({ Id, IfMatch, CachePolicyConfig: config() });
    await expect(renamed).rejects.toMatchObject({ name: "CachePolicyAlreadyExists" });
  });

  it("is limited to 20 per account", async () => {
    for (let index = 0; index < 20; index += 1) await create({ Name: `policy-${index}` });
    await expect(create({ Name: "one-more" })).rejects.toMatchObject({ name: "TooManyCachePolicies" });
  });

  it.each<[string, Partial<CachePolicyConfig>]>([
    ["a name with a space", { Name: "a b" }],
    ["a MinTTL above the DefaultTTL", { MinTTL: 10, DefaultTTL: 5 }],
    ["a DefaultTTL above the MaxTTL", { DefaultTTL: 10, MaxTTL: 5 }],
    ["compression where caching is disabled", { DefaultTTL: 0, MaxTTL: 0 }],
  ])("can't have %s", async (_, changes) => {
    await expect(create(changes)).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it("has at most 10 header names, and has names only if its behavior needs them", async () => {
    const headers = (HeaderBehavior: "none" | "whitelist", Items: string[]) => ({
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: true,
        HeadersConfig: { HeaderBehavior, Headers: { Quantity: Items.length, Items } },
        CookiesConfig: { CookieBehavior: "none" as const },
        QueryStringsConfig: { QueryStringBehavior: "none" as const },
      },
    });
    const eleven = Array.from({ length: 11 }, (_, index) => `x-${index}`);
    await expect(create(headers("whitelist", eleven))).rejects.toMatchObject({ name: "TooManyHeadersInCachePolicy" });
    await expect(create(headers("whitelist", []))).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(create(headers("none", ["x-a"]))).rejects.toMatchObject({ name: "InvalidArgument" });
    const { policy } = await create(headers("whitelist", ["x-a"]));
    expect(policy?.CachePolicyConfig?.ParametersInCacheKeyAndForwardedToOrigin?.HeadersConfig?.Headers).toEqual({
      Quantity: 1,
      Items: ["x-a"],
    });
  });

  it("is listed page by page, once", async () => {
    for (const Name of ["a", "b", "c", "d", "e"]) await create({ Name });
    const names: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const { CachePolicyList: page } = await controlPlane.client.listCachePolicies({
        Type: "custom",
        MaxItems: 2,
        Marker,
      });
      names.push(...(page?.Items ?? []).map(({ CachePolicy }) => CachePolicy?.CachePolicyConfig?.Name));
      Marker = page?.NextMarker;
    } while (Marker !== undefined);
    expect(names.sort()).toEqual(["a", "b", "c", "d", "e"]);
  });
});

describe("AWS's managed cache policies", () => {
  it("are all listed as managed, together with the custom ones", async () => {
    await create();
    const { CachePolicyList: managed } = await controlPlane.client.listCachePolicies({ Type: "managed" });
    const ids = managed?.Items?.map(({ CachePolicy }) => CachePolicy?.Id);
    expect(ids?.sort()).toEqual(Object.values(managedPolicies.cache).sort());
    const { CachePolicyList: all } = await controlPlane.client.listCachePolicies({});
    expect(all?.Items?.filter(({ Type }) => Type === "custom")).toHaveLength(1);
    expect(all?.Quantity).toBe(8);
  });

  it("have AWS's settings", async () => {
    const { CachePolicyConfig: optimized } = await controlPlane.client.getCachePolicyConfig({
      Id: managedPolicies.cache.CachingOptimized,
    });
    expect(optimized).toMatchObject({
      Name: "Managed-CachingOptimized",
      MinTTL: 1,
      DefaultTTL: 86_400,
      MaxTTL: 31_536_000,
    });
    expect(controlPlane.deployment.cachePolicy(managedPolicies.cache.CachingDisabled)).toMatchObject({ MaxTTL: 0 });
  });

  it("can be neither changed nor deleted", async () => {
    const Id = managedPolicies.cache.CachingOptimized;
    const IfMatch = (await controlPlane.client.getCachePolicy({ Id })).ETag ?? "";
    const update = controlPlane.client.updateCachePolicy({ Id, IfMatch, CachePolicyConfig: config() });
    await expect(update).rejects.toMatchObject({ name: "IllegalUpdate" });
    await expect(controlPlane.client.deleteCachePolicy({ Id, IfMatch })).rejects.toMatchObject({
      name: "IllegalDelete",
    });
  });
});
