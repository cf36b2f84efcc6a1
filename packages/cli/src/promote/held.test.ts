import { describe, expect, it } from "vitest";
import type { Environment } from "../project/registry.ts";
import { candidatesOf, hasDistribution } from "./held.ts";

describe("a state", () => {
  it("has a distribution where Terraform manages one", () => {
    const state = (mode: string, instances: object[]) =>
      JSON.stringify({ resources: [{ mode, type: "aws_cloudfront_distribution", instances }] });
    expect(hasDistribution(state("managed", [{}]))).toBe(true);
    expect(hasDistribution(state("managed", []))).toBe(false);
    expect(hasDistribution(state("data", [{}]))).toBe(false);
    expect(hasDistribution("")).toBe(false);
  });
});

describe("the candidates of a stack", () => {
  const environment = { distributions: { site: {}, shop: { stack: "shared" }, blog: { stack: "shared" } } };
  const candidates = (stack: string) =>
    candidatesOf(stack, { name: "prod", environment: environment as unknown as Environment });

  it("are those that its distributions have, or had before their option was removed", () => {
    expect(candidates("site-prod")).toEqual(["site-next-prod"]);
    expect(candidates("shared-prod")).toEqual(["shop-next-prod", "blog-next-prod"]);
    expect(candidates("site-next-prod")).toEqual([]);
  });
});
