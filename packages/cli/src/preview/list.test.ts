import { describe, expect, it } from "vitest";
import { closedPreviews, listPreviews, previewUrl } from "./list.ts";
import type { PreviewResources } from "./resources.ts";

const bucket = (...keys: string[]) =>
  ({ name: "bucket", bucket: { list: async () => new Map(keys.map((key) => [key, "etag"])) } }) as never;

const resources: PreviewResources = {
  store: {
    read: async () => ({
      etag: "1",
      entries: new Map([
        ["pr-1", JSON.stringify({ code: "a", commit: "c0ffee", updated: "2026-11-01T00:00:00.000Z" })],
        ["pr-1/greeting", "x"],
      ]),
    }),
    update: async () => "2",
    close: () => {},
  },
  code: bucket("pr-1/a.json", "pr-2/b.json"),
  content: new Map([["pages", bucket("pr-1/index.html", "pr-3/index.html", ".featheredge/previews/pr-1.json")]]),
  hostName: "d1.cloudfront.net",
  domainName: "preview.example.com",
};

describe("the previews in AWS", () => {
  it("are those with an entry, and the parts of others", async () => {
    expect(await listPreviews(resources)).toEqual([
      {
        name: "pr-1",
        isUp: true,
        commit: "c0ffee",
        updated: "2026-11-01T00:00:00.000Z",
        url: "https://pr-1.preview.example.com/",
      },
      { name: "pr-2", isUp: false },
      { name: "pr-3", isUp: false },
    ]);
  });

  it("answer at the distribution's own name where they have no domain", () => {
    expect(previewUrl({ ...resources, domainName: undefined }, "pr-1")).toBe("https://d1.cloudfront.net/");
  });

  it("are closed if they are named after a pull request that is not open", () => {
    const names = ["pr-1", "pr-12", "pr-2", "pr-x", "demo"];
    expect(closedPreviews(names, new Set([12]))).toEqual(["pr-1", "pr-2"]);
  });
});
