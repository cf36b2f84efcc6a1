import { beforeEach, describe, expect, it } from "vitest";
import type { MadeInvalidation } from "../../../deployment.ts";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { distributionConfig } from "../../testing/distribution.ts";

let controlPlane: TestControlPlane;
let DistributionId: string;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  const made = await controlPlane.client.createDistribution({ DistributionConfig: distributionConfig() });
  DistributionId = made.Distribution?.Id ?? "";
  return () => controlPlane.close();
});

const invalidate = (CallerReference: string, ...Items: string[]) =>
  controlPlane.client.createInvalidation({
    DistributionId,
    InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items } },
  });

describe("an invalidation", () => {
  it("is reported to the data plane, and is completed after a while", async () => {
    const notified: MadeInvalidation[] = [];
    const stop = controlPlane.deployment.onInvalidation((invalidation) => notified.push(invalidation));
    const { Invalidation: made } = await invalidate("one", "/a", "/images/*");
    stop();
    await invalidate("two", "/b");
    expect(notified).toEqual([{ distributionId: DistributionId, paths: ["/a", "/images/*"] }]);
    expect(made?.Status).toBe("InProgress");
    const { Distribution } = await controlPlane.client.getDistribution({ Id: DistributionId });
    expect(Distribution?.InProgressInvalidationBatches).toBe(2);
    controlPlane.advance(60);
    const read = await controlPlane.client.getInvalidation({ DistributionId, Id: made?.Id });
    expect(read.Invalidation?.Status).toBe("Completed");
    const { InvalidationList: list } = await controlPlane.client.listInvalidations({ DistributionId });
    expect(list?.Items?.map(({ Status }) => Status)).toEqual(["Completed", "Completed"]);
  });

  it("can name cache tags, without wildcards", async () => {
    const { Invalidation: made } = await invalidate("tags", "#product:electronics", "/a");
    expect(made?.InvalidationBatch?.Paths?.Items).toEqual(["#product:electronics", "/a"]);
    await expect(invalidate("empty", "#")).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(invalidate("comma", "#a,b")).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it("is listed before older ones, page by page", async () => {
    const made: (string | undefined)[] = [];
    for (const path of ["/1", "/2", "/3", "/4", "/5"]) {
      controlPlane.advance(1);
      made.unshift((await invalidate(path, path)).Invalidation?.Id);
    }
    const first = await controlPlane.client.listInvalidations({ DistributionId, MaxItems: 3 });
    await invalidate("meanwhile", "/6");
    const Marker = first.InvalidationList?.NextMarker;
    const second = await controlPlane.client.listInvalidations({ DistributionId, MaxItems: 3, Marker });
    const listed = [first, second].flatMap(({ InvalidationList: list }) => list?.Items ?? []);
    expect(listed.map(({ Id }) => Id)).toEqual(made);
    expect(second.InvalidationList?.IsTruncated).toBe(false);
  });

  it("is created once per caller reference", async () => {
    const first = await invalidate("one", "/a");
    expect((await invalidate("one", "/a")).Invalidation?.Id).toBe(first.Invalidation?.Id);
    await expect(invalidate("one", "/b")).rejects.toMatchObject({ name: "InvalidationBatchAlreadyExists" });
  });

  it("is rejected when 15 wildcards are in progress", async () => {
    await invalidate("one", ...Array.from({ length: 15 }, (_, index) => `/${index}/*`));
    await expect(invalidate("two", "/more/*")).rejects.toMatchObject({ name: "TooManyInvalidationsInProgress" });
    await invalidate("three", "/plain");
    controlPlane.advance(60);
    await invalidate("four", "/more/*");
  });

  it("must have paths that begin with a slash, with a wildcard only at their end", async () => {
    await expect(invalidate("one", "a")).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(invalidate("one", "/*/a")).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(invalidate("one")).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});
