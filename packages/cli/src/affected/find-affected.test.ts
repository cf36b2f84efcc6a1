import { expect, it } from "vitest";
import { findAffected } from "./find-affected.ts";

const base = { dev: { "site-dev": "1", "blog-dev": "2" }, prod: { "site-prod": "3" } };

it("finds no stack when the synthesized files are equal, as after a change of docs", () => {
  expect(findAffected(base, structuredClone(base))).toEqual([]);
});

it("finds the one stack of the one environment whose files differ", () => {
  const head = { ...base, prod: { "site-prod": "4" } };
  expect(findAffected(base, head)).toEqual([{ environment: "prod", stacks: ["site-prod"], removed: [] }]);
});

it("finds stacks and environments that are new or gone", () => {
  const head = { dev: { "site-dev": "1", "shop-dev": "5" }, qa: { "site-qa": "6" } };
  expect(findAffected(base, head)).toEqual([
    { environment: "dev", stacks: ["shop-dev"], removed: ["blog-dev"] },
    { environment: "qa", stacks: ["site-qa"], removed: [] },
    { environment: "prod", stacks: [], removed: ["site-prod"] },
  ]);
});

it("finds every stack when the base could not be synthesized", () => {
  expect(findAffected(undefined, base).map(({ environment }) => environment)).toEqual(["dev", "prod"]);
});
