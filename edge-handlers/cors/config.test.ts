import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = { origins: ["https://app.example.com"] };

describe("the config of cors", () => {
  test("separates exact origins from subdomains", () => {
    const { origins } = config.parse({ origins: ["https://a.example", "http://*.example.org:8080"] });
    expect(origins).toEqual({
      everyone: false,
      exact: ["https://a.example"],
      subdomains: [{ scheme: "http://", domain: ".example.org:8080" }],
    });
  });

  test.each([
    ["everyone and an origin", { origins: ["*", "https://app.example.com"] }, /'\*', which is everyone/],
    ["credentials for everyone", { origins: ["*"], credentials: true }, /can't go with origins '\*'/],
    ["an origin with a path", { origins: ["https://app.example.com/"] }, /an origin as a browser sends it/],
    ["an origin without its scheme", { origins: ["app.example.com"] }, /an origin as a browser sends it/],
    ["an origin in capitals", { origins: ["https://App.example.com"] }, /an origin as a browser sends it/],
    ["the origin null", { origins: ["null"] }, /an origin as a browser sends it/],
    ["a wildcard inside a label", { origins: ["https://app-*.example.com"] }, /an origin as a browser sends it/],
    ["a wildcard for all hosts", { origins: ["https://*"] }, /an origin as a browser sends it/],
    ["no origin", { origins: [] }, /origins/],
    ["a header in capitals", { requestHeaders: ["X-Csrf"] }, /lower case/],
    ["a header's name with a line break", { exposedHeaders: ["a\r\nb"] }, /lower case/],
    ["more than a day", { maxAgeSeconds: 100_000 }, /maxAgeSeconds/],
    ["an unknown key", { headers: [] }, /headers/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
