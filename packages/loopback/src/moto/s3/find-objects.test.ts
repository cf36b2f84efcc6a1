import { describe, expect, it } from "vitest";
import type { MotoAnswer, MotoRequest } from "../request/request.ts";
import { findObjects } from "./find-objects.ts";

const answer = (body: string, status = 200): MotoAnswer => ({
  status,
  statusMessage: "",
  headers: [],
  body: Buffer.from(body),
});

/** Replaces S3: it has two buckets and lists one key at a time. */
const buckets: Record<string, Record<string, string>> = {
  one: { "a&b/state": "first", "other.txt": "no" },
  two: { "site-prod/state": "second" },
};

async function send({ path }: MotoRequest): Promise<MotoAnswer> {
  const { pathname, searchParams } = new URL(path, "http://s3");
  if (pathname === "/")
    return answer(
      Object.keys(buckets)
        .map((name) => `<Bucket><Name>${name}</Name></Bucket>`)
        .join(""),
    );
  const [, bucket = "", ...key] = pathname.split("/");
  const objects = buckets[bucket] ?? {};
  if (!searchParams.has("list-type")) {
    const text = objects[decodeURIComponent(key.join("/"))];
    return text === undefined ? answer("", 404) : answer(text);
  }
  const after = searchParams.get("start-after") ?? "";
  const [next, ...rest] = Object.keys(objects).filter((name) => name > after);
  const listed = next === undefined ? "" : `<Key>${next.replace("&", "&amp;")}</Key>`;
  return answer(`<IsTruncated>${rest.length > 0}</IsTruncated>${listed}`);
}

describe("finding objects of an account", () => {
  it("reads those with the suffix in all buckets, over all pages of a list", async () => {
    expect(await findObjects({ account: "123456789012", suffix: "/state" }, send)).toEqual([
      { bucket: "one", key: "a&b/state", text: "first" },
      { bucket: "two", key: "site-prod/state", text: "second" },
    ]);
  });

  it("fails if the buckets can't be listed", async () => {
    const failing = async () => answer("<Error/>", 500);
    await expect(findObjects({ account: "123456789012", suffix: "" }, failing)).rejects.toThrow(
      /did not list s3:\/\/: 500/,
    );
  });
});
