import { describe, expect, it } from "vitest";
import { parseFilter } from "./filter.ts";
import type { RequestSummary } from "./requests.ts";

const request: RequestSummary = {
  id: "1",
  time: 0,
  method: "GET",
  protocol: "https",
  host: "www.example.com",
  path: "/shop/shoes?color=red",
  distribution: { id: "E1", domainName: "d1.cloudfront.net", name: "shop" },
  behavior: { index: 0, pathPattern: "/shop/*" },
  country: "DE",
  device: "mobile",
  address: "192.0.2.1",
  status: 404,
  outcome: "miss",
  xCache: "Error from cloudfront",
  bytes: 9,
  durationMs: 12.5,
  failures: [],
  ahead: ["site-prod-viewer-request"],
};

describe("parseFilter", () => {
  it.each([
    "",
    "country:DE",
    "country:de status:4xx",
    "path:/shop/shoes",
    "path:/shop/*",
    "behavior:/shop/*",
    "-status:200",
    "ms:>12 ms:<13",
    "shoes",
    "404",
    "is:ahead is:error",
    "distribution:shop",
    "-is:write",
  ])("'%s' matches", (filter) => expect(parseFilter(filter)(request)).toBe(true));

  it.each(["country:FR", "-country:DE", "status:40", "path:/shop", "ms:>13", "hats", "shoes status:200", "is:failed"])(
    "'%s' does not match",
    (filter) => expect(parseFilter(filter)(request)).toBe(false),
  );

  it("takes characters of regular expressions literally", () => {
    expect(parseFilter("path:/shop/sh..s")(request)).toBe(false);
    expect(() => parseFilter("path:(")(request)).not.toThrow();
  });
});
