import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../testing/harness.ts";

let harness: Harness;
afterEach(() => harness.close());

const xCache = async (path: string) => (await harness.get(path)).headers["x-cache"];

describe("The cache's size", () => {
  it("is kept by deleting the least recently used responses", async () => {
    harness = await startHarness({ cacheSize: { memoryBytes: 25_000, bodyMemoryBytes: 20_000 } });
    harness.origin.answer((_request, response) => response.end("x".repeat(10_000)));
    await xCache("/a");
    await xCache("/b");
    expect(await xCache("/a")).toBe("Hit from cloudfront");
    await xCache("/c");
    expect(await xCache("/a")).toBe("Hit from cloudfront");
    expect(await xCache("/b")).toBe("Miss from cloudfront");
  });

  it("moves a large body to disk, which is sent while it arrives, and served from disk whole and in ranges", async () => {
    harness = await startHarness({ cacheSize: { bodyMemoryBytes: 1_000 } });
    const data = randomBytes(200_000);
    harness.origin.answer((_request, response) => {
      response.writeHead(200, { "content-length": data.length });
      response.write(data.subarray(0, 100_000));
      setTimeout(() => response.end(data.subarray(100_000)), 20);
    });
    for (const cache of ["Miss from cloudfront", "Hit from cloudfront"]) {
      const answer = await harness.get("/a");
      expect(answer.headers["x-cache"]).toBe(cache);
      expect(Buffer.from(answer.body, "latin1").equals(data)).toBe(true);
    }
    const part = await harness.get("/a", { headers: { range: "bytes=150000-150009" } });
    expect(part.status).toBe(206);
    expect(Buffer.from(part.body, "latin1")).toEqual(data.subarray(150_000, 150_010));
    expect(harness.origin.received).toHaveLength(1);
  });

  it("limits the bytes on disk", async () => {
    harness = await startHarness({ cacheSize: { bodyMemoryBytes: 1_000, diskBytes: 15_000 } });
    harness.origin.answer((_request, response) => response.end("x".repeat(10_000)));
    await xCache("/a");
    await xCache("/b");
    expect(await xCache("/b")).toBe("Hit from cloudfront");
    expect(await xCache("/a")).toBe("Miss from cloudfront");
  });
});
