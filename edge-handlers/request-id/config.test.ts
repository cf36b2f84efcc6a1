import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = {};

describe("the request id's config", () => {
  test("keeps no incoming id by default", () => {
    expect(config.parse(valid)).toEqual({ header: "x-request-id", keep: "none" });
  });

  test.each([
    ["CloudFront's own header", { header: "x-amz-cf-id" }, /a header of your own/],
    ["a header that CloudFront guards", { header: "via" }, /a header of your own/],
    ["a header in capitals", { header: "X-Request-Id" }, /in lower case/],
    ["a header with a line break", { header: "x-a\r\nb" }, /a header of your own/],
    ["ids of any form", { keep: "any" }, /keep/],
    ["an unknown key", { trust: true }, /trust/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
