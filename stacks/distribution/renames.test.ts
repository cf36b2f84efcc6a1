import { describe, expect, it } from "vitest";
import { checkEnvironment, type EnvironmentInput } from "#environments";
import { synthesized } from "../testing/synthesized.ts";
import { distribution } from "./index.ts";

type Distribution = EnvironmentInput["distributions"][string];

const site = (changes: Partial<Distribution> = {}): Distribution => ({
  comment: "Site",
  origins: { pages: { type: "static" } },
  defaultBehavior: { origin: "pages" },
  ...changes,
});

const hclOf = (distributions: Record<string, Distribution>, more: Partial<EnvironmentInput> = {}) =>
  synthesized(distribution, { distributions, ...more });

/** The lines that differ, without those that a rename changes on purpose. */
const physicalNames = (hcl: string) => hcl.match(/^ +(bucket|name) += "[^"]+"$/gm);

const moves = (hcl: string) =>
  [...hcl.matchAll(/moved \{\n {2}from = (\S+)\n {2}to {3}= (\S+)\n\}/g)].map(([, from, to]) => `${from} -> ${to}`);

describe("a renamed distribution", () => {
  it("keeps the names in AWS, and its resources move to their present addresses", () => {
    const before = hclOf({ site: site() });
    const after = hclOf({ shop: site({ renamedFrom: "site" }) });
    expect(physicalNames(after.hcl)).toEqual(physicalNames(before.hcl));
    expect(moves(after.hcl)).toEqual(["aws_cloudfront_distribution.site -> aws_cloudfront_distribution.shop"]);
    expect(after.identity).toMatchObject({ name: "shop", renamedFrom: ["site-test"] });
    expect(after.hcl).toContain('key          = "shop-test/terraform.tfstate"');
  });

  it("keeps them after a second rename, and moves step by step from either name", () => {
    const { hcl } = hclOf({ store: site({ renamedFrom: ["site", "shop"] }) });
    expect(physicalNames(hcl)).toEqual(physicalNames(hclOf({ site: site() }).hcl));
    expect(moves(hcl)).toEqual([
      "aws_cloudfront_distribution.site -> aws_cloudfront_distribution.shop",
      "aws_cloudfront_distribution.shop -> aws_cloudfront_distribution.store",
    ]);
  });

  it("moves back to a name that it had before", () => {
    const { hcl } = hclOf({ site: site({ renamedFrom: ["site", "shop"] }) });
    expect(physicalNames(hcl)).toEqual(physicalNames(hclOf({ site: site() }).hcl));
    expect(moves(hcl)).toEqual(["aws_cloudfront_distribution.shop -> aws_cloudfront_distribution.site"]);
  });

  it("moves inside of a stack that it shares, which stays where it is", () => {
    const blog = site({ stack: "sites", comment: "Blog" });
    const before = hclOf({ shop: site({ stack: "sites" }), blog });
    const after = hclOf({ store: site({ stack: "sites", renamedFrom: "shop" }), blog });
    expect(physicalNames(after.hcl)).toEqual(physicalNames(before.hcl));
    expect(moves(after.hcl)).toContain(
      "aws_cloudfront_distribution.shop_shop -> aws_cloudfront_distribution.store_store",
    );
    expect(moves(after.hcl)).toContain("aws_s3_bucket.shop_pages -> aws_s3_bucket.store_pages");
    expect(moves(after.hcl).filter((move) => move.includes("blog"))).toEqual([]);
    expect(after.identity).not.toHaveProperty("renamedFrom");
  });

  it("gets a prefix where its stack was named after it and no longer is", () => {
    const before = hclOf({ site: site() });
    const after = hclOf({ shop: site({ stack: "site", renamedFrom: "site" }) });
    expect(physicalNames(after.hcl)).toEqual(physicalNames(before.hcl));
    expect(moves(after.hcl)).toContain("aws_s3_bucket.pages -> aws_s3_bucket.shop_pages");
  });
});

describe("a renamed stack that distributions share", () => {
  it("keeps the names in AWS, and names its earlier states", () => {
    const before = hclOf({ shop: site({ stack: "sites" }) });
    const after = hclOf({ shop: site({ stack: "web" }) }, { stacks: { web: { renamedFrom: "sites" } } });
    expect(physicalNames(after.hcl)).toEqual(physicalNames(before.hcl));
    expect(after.identity).toMatchObject({ name: "web", renamedFrom: ["sites-test"] });
    expect(moves(after.hcl)).toEqual([]);
  });
});

describe("an earlier name", () => {
  const check = (changes: Partial<EnvironmentInput>) => () =>
    checkEnvironment("test", {
      account: "123456789012",
      region: "eu-west-1",
      state: { type: "s3", bucket: "states", region: "eu-west-1" },
      protections: { preventDestroy: false },
      distributions: { site: site() },
      ...changes,
    });

  it.each([
    { distributions: { shop: site({ renamedFrom: "site" }), site: site() } },
    { distributions: { shop: site({ renamedFrom: "site" }), blog: site({ renamedFrom: ["site"] }) } },
    { distributions: { shop: site({ renamedFrom: ["shop"] }) } },
    { distributions: { shop: site({ renamedFrom: ["site", "site"] }) } },
    { handlers: { a: { renamedFrom: "b" }, b: {} } },
    {
      stacks: { site: { renamedFrom: "old" } },
      distributions: { site: site({ stack: "old" }), b: site({ stack: "site" }) },
    },
  ])("must not be in use: %j", (changes) => {
    expect(check(changes)).toThrow("is still in use");
  });

  it("of a stack is rejected where no distribution names the stack", () => {
    expect(check({ stacks: { web: { renamedFrom: "sites" } } })).toThrow("is not a stack that distributions share");
  });
});
