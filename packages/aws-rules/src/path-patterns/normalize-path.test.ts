import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizePath } from "../index.ts";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#path-normalization
describe("normalizePath", () => {
  it.each([
    ["/", "/"],
    ["/plain/path/", "/plain/path/"],
    ["//c/x", "/c/x"],
    ["/c///x//", "/c/x/"],
    ["/c/../a", "/a"],
    ["/a/b/..", "/a/"],
    ["/a/b/../", "/a/"],
    ["/a/./b/.", "/a/b/"],
    ["/..", "/"],
    ["/../../a", "/a"],
    ["/a//../b", "/b"],
    ["/c/%2e%2E/members/x", "/members/x"],
    ["/%6Dembers/%7ex%5f%2d%39", "/members/~x_-9"],
    ["/members%2f..", "/members%2f.."],
    ["/..%2fmembers", "/..%2fmembers"],
    ["/a/.../.b/..c", "/a/.../.b/..c"],
    ["/a%20b%40%25", "/a%20b%40%25"],
    ["/%252e%252e/a", "/%252e%252e/a"],
    ["/bad%zz%", "/bad%zz%"],
    ["/caf%C3%A9", "/caf%C3%A9"],
  ])("normalizes %s to %s", (path, expected) => {
    expect(normalizePath(path)).toBe(expected);
  });

  it("leaves no empty and no dot segment, and changes a normalized path no further", () => {
    const path = fc
      .array(fc.constantFrom("/", "/", ".", "..", "a", "%2e", "%2F", "%61", "%", "25"))
      .map((parts) => `/${parts.join("")}`);
    fc.assert(
      fc.property(path, (raw) => {
        const normal = normalizePath(raw);
        expect(normal).toMatch(/^\/(?!\/)/);
        expect(normal.split("/").slice(1, -1)).not.toContain("");
        for (const dots of [".", ".."]) expect(normal.split("/")).not.toContain(dots);
      }),
    );
  });
});
