import { describe, expect, it } from "vitest";
import { decodePercent, hostInTarget, splitTarget } from "./request-target.ts";

describe("a request target", () => {
  it.each([
    ["/a/b?c=d?e", "/a/b", "c=d?e"],
    ["//a/../b", "//a/../b", ""],
    ["//", "//", ""],
    ["/%zz", "/%zz", ""],
    ["http://a.example:80/b?c", "/b", "c"],
    ["HTTPS://a.example?c", "/", "c"],
    ["http://[", "/", ""],
    ["*", "/", ""],
    ["", "/", ""],
  ])("%s is split into its path and its query, whatever they hold", (target, path, query) => {
    expect(splitTarget(target)).toEqual({ path, query });
  });

  it("has a host if it is an absolute URL", () => {
    expect(hostInTarget("http://a.example:80/b")).toBe("a.example:80");
    expect(hostInTarget("//a.example/b")).toBeUndefined();
  });

  it("may have a path that is not percent-encoded UTF-8", () => {
    expect(decodePercent("%C3%A9")).toBe("é");
    expect(decodePercent("%zz")).toBeUndefined();
    expect(decodePercent("%ff")).toBeUndefined();
  });
});
