import { describe, expect, it } from "vitest";
import { unprotectedOverride } from "./unprotect.ts";

const bucket = (name: string, body: string) => `resource "aws_s3_bucket" "${name}" {\n${body}}\n`;
const kept = "  lifecycle {\n    prevent_destroy = true\n  }\n";

describe("lifting prevent_destroy", () => {
  it("names the protected resources, and no others", () => {
    const configuration = [
      bucket("a", '  bucket = "a"\n'),
      bucket("b", kept),
      bucket("c", ""),
      bucket("d", `  tags = {\n  }\n\n${kept}`),
    ].join("\n");
    const names = unprotectedOverride(configuration).match(/"[a-d]"/g);
    expect(names).toEqual(['"b"', '"d"']);
    expect(unprotectedOverride(configuration)).toContain("prevent_destroy = false");
  });

  it("has nothing to say where nothing is protected", () => {
    expect(unprotectedOverride(bucket("a", '  bucket = "prevent_destroy = true"\n'))).toBe("");
  });
});
