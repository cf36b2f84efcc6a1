import { describe, expect, it } from "vitest";
import { userProxy } from "./upstream.ts";

const proxy = "http://proxy.example:3128";

describe("the user's own proxy", () => {
  it("is HTTPS_PROXY in either case, with or without a scheme", () => {
    expect(userProxy("example.com", { HTTPS_PROXY: proxy })?.host).toBe("proxy.example:3128");
    expect(userProxy("example.com", { https_proxy: "proxy.example:3128" })?.host).toBe("proxy.example:3128");
  });

  it("is undefined if none is set or if it is not a valid address", () => {
    expect(userProxy("example.com", {})).toBeUndefined();
    expect(userProxy("example.com", { HTTPS_PROXY: "http://:::" })).toBeUndefined();
  });

  it.each(["*", "example.com", ".example.com", "*.example.com", "other, example.com"])(
    "is not used for a.example.com when NO_PROXY is '%s'",
    (list) => {
      expect(userProxy("a.example.com", { HTTPS_PROXY: proxy, NO_PROXY: list })).toBeUndefined();
    },
  );

  it("is used for a host that only ends with the same letters as one of NO_PROXY", () => {
    expect(userProxy("notexample.com", { HTTPS_PROXY: proxy, NO_PROXY: "example.com" })).toBeDefined();
  });
});
