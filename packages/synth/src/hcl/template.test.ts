import { describe, expect, it } from "vitest";
import { literal, templateExpression } from "./template.ts";

describe("a template as an HCL expression", () => {
  it.each([
    ["plain", '"plain"'],
    ["", '""'],
    ["${aws_s3_bucket.pages.id}", "aws_s3_bucket.pages.id"],
    ["${aws_s3_bucket.pages.arn}/*", '"${aws_s3_bucket.pages.arn}/*"'],
    ["${a}${b}", '"${a}${b}"'],
    ['${file("${path.module}/functions/x.js")}', 'file("${path.module}/functions/x.js")'],
    ['${jsonencode({"a" = "}"})}', 'jsonencode({"a" = "}"})'],
    ['${replace(x, "\\"}", "")}', 'replace(x, "\\"}", "")'],
    ['a "quoted" \\ word', '"a \\"quoted\\" \\\\ word"'],
    ["two\nlines\tand a tab\r", '"two\\nlines\\tand a tab\\r"'],
    ["日本語", '"日本語"'],
  ])("writes %j as %s", (template, expected) => {
    expect(templateExpression(template)).toBe(expected);
  });

  it("leaves an escaped interpolation escaped", () => {
    expect(templateExpression("$${a}")).toBe('"$${a}"');
  });

  it("rejects an interpolation without an end", () => {
    expect(() => templateExpression("${a")).toThrow("has no end");
  });
});

describe("literal text", () => {
  it("escapes the beginnings of Terraform's interpolations and directives", () => {
    expect(literal("costs ${x}, 5%{y}, $5 and 5%")).toBe("costs $${x}, 5%%{y}, $5 and 5%");
  });
});
