import { describe, expect, it } from "vitest";
import { isCompressible } from "../index.ts";

describe("a response that CloudFront compresses", () => {
  it("is 1,000 to 10,000,000 bytes by Content-Length", () => {
    const sizes = [999, 1_000, 10_000_000, 10_000_001, undefined, Number.NaN];
    expect(sizes.map((size) => isCompressible(200, "text/html", size))).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("has status 200, 403 or 404", () => {
    const statuses = [200, 201, 206, 304, 403, 404, 500];
    expect(statuses.filter((status) => isCompressible(status, "text/html", 2_000))).toEqual([200, 403, 404]);
  });

  const types = [
    "application/dash+xml",
    "application/eot",
    "application/font",
    "application/font-sfnt",
    "application/javascript",
    "application/json",
    "application/opentype",
    "application/otf",
    "application/pkcs7-mime",
    "application/protobuf",
    "application/rss+xml",
    "application/truetype",
    "application/ttf",
    "application/vnd.apple.mpegurl",
    "application/vnd.ms-fontobject",
    "application/wasm",
    "application/x-font-opentype",
    "application/x-font-truetype",
    "application/x-font-ttf",
    "application/x-httpd-cgi",
    "application/x-javascript",
    "application/x-mpegurl",
    "application/x-opentype",
    "application/x-otf",
    "application/x-perl",
    "application/x-ttf",
    "application/xhtml+xml",
    "application/xml",
    "font/eot",
    "font/opentype",
    "font/otf",
    "font/ttf",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/js",
    "text/plain",
    "text/richtext",
    "text/tab-separated-values",
    "text/x-component",
    "text/x-java-source",
    "text/x-script",
    "text/xml",
    "vnd.apple.mpegurl",
  ];

  it("has one of AWS's 46 content types", () => {
    expect(types.filter((type) => isCompressible(200, type, 2_000))).toEqual(types);
    expect(new Set(types).size).toBe(46);
  });

  it("has it in any case and with any parameters", () => {
    expect(isCompressible(200, "Application/JSON; charset=utf-8", 2_000)).toBe(true);
  });

  it("has no other content type", () => {
    const others = ["image/png", "text/markdown", "font/woff2", "application/octet-stream", "application/ld+json", ""];
    for (const type of [...others, undefined]) expect(isCompressible(200, type, 2_000)).toBe(false);
  });
});
