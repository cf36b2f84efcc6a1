import { artifact } from "@featheredge/compiler/testing";
import { describe, expect, it } from "vitest";
import { formatSummary, planLine } from "./summary.ts";

describe("the table at the end of a plan", () => {
  it("shows each stack's functions with their budget, and Terraform's own line", () => {
    const functions = [
      artifact({ name: "redirects", bytes: 3412, runtime: "cloudfront-function" }),
      artifact({ name: "auth", bytes: 99, runtime: "lambda-at-edge" }),
    ];
    expect(formatSummary([{ name: "site-dev", functions, plan: "Plan: 3 to add, 0 to change, 0 to destroy." }])).toBe(`
site-dev
  redirects  CloudFront Function  viewer-request  3,412 of 10,240 bytes
  auth       Lambda@Edge          viewer-request  99 of 1,048,576 bytes
Plan: 3 to add, 0 to change, 0 to destroy.
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
