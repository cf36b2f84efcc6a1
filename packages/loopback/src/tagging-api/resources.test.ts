import { describe, expect, it } from "vitest";
import { isWanted, pageOf, type TagMapping } from "./resources.ts";

const distribution = "arn:aws:cloudfront::123456789012:distribution/E1";
const resource = (ResourceARN: string, tags: Readonly<Record<string, string>>): TagMapping => ({
  ResourceARN,
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});
const tagged = resource(distribution, { stage: "dev", team: "web" });
const none = { TagFilters: [], ResourceTypeFilters: [] };

describe("the filters of GetResources", () => {
  it.each([
    { filters: [{ Key: "stage", Values: ["dev"] }], wanted: true },
    { filters: [{ Key: "stage", Values: ["prod", "dev"] }], wanted: true },
    { filters: [{ Key: "stage", Values: [] }], wanted: true },
    { filters: [{ Key: "stage", Values: ["DEV"] }], wanted: false },
    { filters: [{ Key: "Stage", Values: [] }], wanted: false },
    {
      filters: [
        { Key: "stage", Values: ["dev"] },
        { Key: "team", Values: ["api"] },
      ],
      wanted: false,
    },
    {
      filters: [
        { Key: "stage", Values: ["dev"] },
        { Key: "team", Values: ["web", "api"] },
      ],
      wanted: true,
    },
  ])("require all keys, each with one of its values: $filters", ({ filters, wanted }) => {
    expect(isWanted(tagged, { ...none, TagFilters: filters })).toBe(wanted);
  });

  it.each([
    [["cloudfront"], true],
    [["cloudfront:distribution"], true],
    [["s3", "cloudfront:distribution"], true],
    [["cloudfront:function"], false],
    [["cloudfront:dist"], false],
    [["s3"], false],
  ])("accept a resource of one of the types %j: %s", (types, wanted) => {
    expect(isWanted(tagged, { ...none, ResourceTypeFilters: types })).toBe(wanted);
  });
});

describe("a page of GetResources", () => {
  const arns = ["c", "a", "e", "b", "d"].map((name) => `arn:aws:cloudfront::123456789012:function/${name}`);
  const all = (query: object, resources: readonly TagMapping[]) => {
    const pages: string[][] = [];
    let PaginationToken = "";
    do {
      const page = pageOf(resources, { ...none, ...query, PaginationToken });
      pages.push(page.ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN.slice(-1)));
      PaginationToken = page.PaginationToken;
    } while (PaginationToken !== "");
    return pages;
  };

  it("has the requested number of resources, and no empty page follows the last", () => {
    const resources = arns.map((arn) => resource(arn, { a: "1" }));
    expect(all({ ResourcesPerPage: 2 }, resources)).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    expect(all({ ResourcesPerPage: 5 }, resources)).toEqual([["a", "b", "c", "d", "e"]]);
    expect(all({}, [])).toEqual([[]]);
  });

  it("does not split a resource's tags, and counts a resource without tags as one", () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${index}`, ""]));
    const [c, a, e, b, d] = arns as [string, string, string, string, string];
    const resources = [resource(a, many), resource(b, many), resource(c, {}), resource(d, many), resource(e, {})];
    expect(all({ TagsPerPage: 100 }, resources)).toEqual([
      ["a", "b"],
      ["c", "d", "e"],
    ]);
  });

  it("continues after the last resource of the page before when resources are made and deleted meanwhile", () => {
    const first = pageOf(
      arns.map((arn) => resource(arn, { a: "1" })),
      { ...none, ResourcesPerPage: 2 },
    );
    const later = ["arn:aws:cloudfront::123456789012:function/0", ...arns.filter((arn) => !arn.endsWith("/b"))];
    const second = pageOf(
      later.map((arn) => resource(arn, { a: "1" })),
      { ...none, ResourcesPerPage: 2, PaginationToken: first.PaginationToken },
    );
    expect(second.ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN.slice(-1))).toEqual(["c", "d"]);
  });

  it("rejects a token that it did not return", () => {
    expect(() => pageOf([], { ...none, PaginationToken: "other" })).toThrow(
      "The PaginationToken 'other' was not issued by this API.",
    );
  });
});
