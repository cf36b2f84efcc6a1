import { describe, expect, it } from "vitest";
import { isCompressible } from "../index.ts";

describe("what CloudFront compresses", () => {
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

  it("has a content type of AWS's list, whatever its case and parameters", () => {
    expect(isCompressible(200, "Application/JSON; charset=utf-8", 2_000)).toBe(true);
    for (const type of ["image/png", "text/markdown", "application/octet-stream", "", undefined]) {
      expect(isCompressible(200, type, 2_000)).toBe(false);
    }
  });
});
