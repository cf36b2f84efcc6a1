import { type Loopback, startLoopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isChanged, openBucket, textBody } from "./bucket.ts";

const account = "123456789012";
const region = "eu-west-1";
let loopback: Loopback;

beforeAll(async () => {
  loopback = await startLoopback();
  await loopback.ensureBucket({ name: "records.of-site", region, account });
});
afterAll(() => loopback.close());

const open = (name: string) => openBucket({ name, region }, {}, { variables: loopback.environment(account) });
const objectOf = (key: string, text: string) => ({ key, body: textBody(text), headers: {} });

describe("a bucket of S3", () => {
  const key = "dev/a record (1)+é.json";

  it("has no object before the first write, and counts those that were written", async () => {
    const bucket = open("records.of-site");
    expect(await bucket.read(key)).toBeUndefined();
    expect(await bucket.count()).toBe(0);
    const etag = await bucket.put({ ...objectOf(key, "é"), ifMatch: null });
    expect(await bucket.read(key)).toEqual({ text: "é", etag });
    expect(await bucket.list()).toEqual(new Map([[key, etag]]));
    await bucket.put(objectOf("other", ""));
    expect(await bucket.count()).toBe(2);
  });

  it("keeps an object that another writer has changed", async () => {
    const bucket = open("records.of-site");
    const read = await bucket.read(key);
    await bucket.put({ ...objectOf(key, "newer"), ifMatch: read?.etag });
    for (const ifMatch of [read?.etag, null]) {
      const error = await bucket.put({ ...objectOf(key, "older"), ifMatch }).catch((reason: unknown) => reason);
      expect(isChanged(error)).toBe(true);
    }
    expect(await bucket.read(key)).toMatchObject({ text: "newer" });
  });

  it("is distinguished from one that does not exist", async () => {
    await expect(open("no-such-bucket").read(key)).rejects.toMatchObject({ name: "NoSuchBucket" });
    await expect(open("no-such-bucket").count()).rejects.toMatchObject({ name: "NoSuchBucket" });
  });
});
