import { describe, expect, it } from "vitest";
import type { Stack } from "../project/stacks.ts";
import { stacksToDestroy } from "./select-stacks.ts";

const stack = (name: string, ...dependencies: string[]): Stack => ({
  name,
  directory: "",
  environment: "prod",
  dependencies,
});
const stacks = [stack("orders-prod"), stack("site-prod", "orders-prod"), stack("blog-prod")];
const names = (name?: string) => stacksToDestroy("prod", name, stacks).map((one) => one.name);

describe("the stacks to destroy", () => {
  it("are all, those that use outputs of others first", () => {
    expect(names()).toEqual(["blog-prod", "site-prod", "orders-prod"]);
  });

  it("are one, by its name or its entry's", () => {
    expect([names("site"), names("blog-prod")]).toEqual([["site-prod"], ["blog-prod"]]);
  });

  it("don't include one whose outputs another uses", () => {
    expect(() => names("orders")).toThrow("site-prod uses outputs of orders-prod.");
    expect(() => names("orders")).toThrow("featheredge destroy prod site-prod");
  });

  it("are suggested for an unknown name", () => {
    expect(() => names("sites-prod")).toThrow("Did you mean 'site-prod'? Known: orders-prod, site-prod, blog-prod.");
  });
});
