import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Spool, type SpoolStorage } from "./spool.ts";

let directory: string;
let storage: SpoolStorage;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "spool-"));
  let count = 0;
  storage = {
    memoryBytes: 1_000,
    newFile: async () => {
      count += 1;
      return join(directory, String(count));
    },
  };
});
afterEach(() => rm(directory, { recursive: true }));

async function* chunksOf(data: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < data.length; start += size) yield data.subarray(start, start + size);
}

const all = async (source: AsyncIterable<Buffer>) => {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
};

describe("Spool", () => {
  it.each([
    [800, true],
    [5_000, false],
  ])("returns %i bytes, whole and in part, in memory: %s", async (size, inMemory) => {
    const data = randomBytes(size);
    const spool = new Spool(storage);
    spool.retain();
    await spool.fill(chunksOf(data, 300), size);
    expect(spool.inMemory).toBe(inMemory);
    expect(await all(spool.read())).toEqual(data);
    expect(await all(spool.read(250, 750))).toEqual(data.subarray(250, 750));
    spool.release();
    await expect.poll(() => readdir(directory)).toEqual([]);
  });

  it("can be read while it is written, even across the move to a file", async () => {
    const data = randomBytes(3_000);
    const spool = new Spool(storage);
    spool.retain();
    const begun = all(spool.read());
    async function* slowly() {
      for await (const chunk of chunksOf(data, 500)) {
        await new Promise((resolve) => setImmediate(resolve));
        yield chunk;
      }
    }
    await spool.fill(slowly(), undefined);
    expect(await begun).toEqual(data);
    spool.release();
  });

  it("fails its readers when the source breaks off or is shorter than expected", async () => {
    const spool = new Spool(storage);
    const begun = all(spool.read());
    begun.catch(() => undefined);
    await spool.fill(chunksOf(Buffer.alloc(10), 5), 11);
    expect(spool.state).toBe("failed");
    await expect(begun).rejects.toThrow("broke off its response");
  });
});
