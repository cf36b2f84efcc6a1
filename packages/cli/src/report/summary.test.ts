import { artifact } from "@featheredge/compiler/testing";
import { describe, expect, it } from "vitest";
import { formatFunctions, planLine } from "./summary.ts";

describe("the table of functions", () => {
  it("shows each function's runtime, event and budget", () => {
    const functions = [
      artifact({ name: "redirects", bytes: 3412, runtime: "cloudfront-function" }),
      artifact({ name: "auth", bytes: 99, runtime: "lambda-at-edge" }),
    ];
    expect(formatFunctions(functions)).toBe(`  redirects  CloudFront Function  viewer-request  3,412 of 10,240 bytes
  auth       Lambda@Edge          viewer-request  99 of 1,048,576 bytes
`);
  });
});

describe("Terraform's line", () => {
  it("is found in what it printed, in color or not", () => {
    expect(planLine("\n\u001b[1mPlan:\u001b[0m 1 to import, 2 to add, 0 to change, 1 to destroy.\nmore\n")).toBe(
      "Plan: 1 to import, 2 to add, 0 to change, 1 to destroy.",
    );
    expect(planLine("\nNo changes. Your infrastructure matches the configuration.\n\nTerraform has")).toBe(
      "No changes. Your infrastructure matches the configuration.",
    );
  });

  it("stands for a plan that changes outputs only, where Terraform has none", () => {
    expect(planLine("Changes to Outputs:\n  + x = 1\n")).toBe(
      "Plan: 0 to add, 0 to change, 0 to destroy; outputs change.",
    );
  });
});
