import { beforeEach, describe, expect, it } from "vitest";
import type { MadeInvalidation } from "../../../deployment.ts";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { distributionConfig } from "../../testing/distribution.ts";

let plane: TestControlPlane;
let DistributionId: string;

beforeEach(async () => {
  plane = await startControlPlane();
  const made = await plane.client.createDistribution({ DistributionConfig: distributionConfig() });
  DistributionId = made.Distribution?.Id ?? "";
  return () => plane.close();
});

const invalidate = (CallerReference: string, ...Items: string[]) =>
  plane.client.createInvalidation({
    DistributionId,
    InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items } },
  });

describe("an invalidation", () => {
  it("tells the data plane, and is completed after a while", async () => {
    const told: MadeInvalidation[] = [];
    const stop = plane.deployment.onInvalidation((made) => told.push(made));
    const { Invalidation: made } = await invalidate("one", "/a", "/images/*");
    stop();
    await invalidate("two", "/b");
    expect(told).toEqual([{ distributionId: DistributionId, paths: ["/a", "/images/*"] }]);
    expect(made?.Status).toBe("InProgress");
    const { Distribution } = await plane.client.getDistribution({ Id: DistributionId });
    expect(Distribution?.InProgressInvalidationBatches).toBe(2);
    plane.advance(60);
    const read = await plane.client.getInvalidation({ DistributionId, Id: made?.Id });
    expect(read.Invalidation?.Status).toBe("Completed");
    const { InvalidationList: list } = await plane.client.listInvalidations({ DistributionId });
    expect(list?.Items?.map(({ Status }) => Status)).toEqual(["Completed", "Completed"]);
  });

  it("is listed before the older ones, page by page", async () => {
    const made: (string | undefined)[] = [];
    for (const path of ["/1", "/2", "/3", "/4", "/5"]) {
      plane.advance(1);
      made.unshift((await invalidate(path, path)).Invalidation?.Id);
    }
    const first = await plane.client.listInvalidations({ DistributionId, MaxItems: 3 });
    await invalidate("meanwhile", "/6");
    const Marker = first.InvalidationList?.NextMarker;
    const second = await plane.client.listInvalidations({ DistributionId, MaxItems: 3, Marker });
    const listed = [first, second].flatMap(({ InvalidationList: list }) => list?.Items ?? []);
    expect(listed.map(({ Id }) => Id)).toEqual(made);
    expect(second.InvalidationList?.IsTruncated).toBe(false);
  });

  it("is the same one when it is asked for again with the same caller reference", async () => {
    const first = await invalidate("one", "/a");
    expect((await invalidate("one", "/a")).Invalidation?.Id).toBe(first.Invalidation?.Id);
    await expect(invalidate("one", "/b")).rejects.toMatchObject({ name: "InvalidationBatchAlreadyExists" });
  });

  it("waits for others when 15 wildcards are in progress", async () => {
    await invalidate("one", ...Array.from({ length: 15 }, (_, index) => `/${index}/*`));
    await expect(invalidate("two", "/more/*")).rejects.toMatchObject({ name: "TooManyInvalidationsInProgress" });
    await invalidate("three", "/plain");
    plane.advance(60);
    await invalidate("four", "/more/*");
  });

  it("has paths that begin with a slash and end with the only wildcard", async () => {
    await expect(invalidate("one", "a")).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(invalidate("one", "/*/a")).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(invalidate("one")).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});
