import { expect, it } from "vitest";
import { chooseStacks } from "./choose-stacks.ts";

const stacks = ["site-prod", "blog-prod", "shop-prod"].map((name) => ({ name }));

it("chooses stacks by names, and keeps the order in which they are applied", () => {
  expect(chooseStacks("prod", stacks, ["shop-prod,site-prod"])).toEqual([{ name: "site-prod" }, { name: "shop-prod" }]);
});

it("chooses all stacks without names", () => {
  expect(chooseStacks("prod", stacks, [])).toEqual(stacks);
  expect(chooseStacks("prod", stacks, [""])).toEqual(stacks);
});

it("rejects a name that no stack has, and suggests one that resembles it", () => {
  expect(() => chooseStacks("prod", stacks, ["stie-prod"])).toThrow(/no stack 'stie-prod'.*Did you mean 'site-prod'/s);
});
