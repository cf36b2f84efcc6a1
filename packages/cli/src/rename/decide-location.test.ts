import { describe, expect, it } from "vitest";
import { decideLocation, emptiedState, movedState } from "./decide-location.ts";

const state = (lineage: string, serial: number, resources = 1, id = lineage) =>
  JSON.stringify({
    version: 4,
    lineage,
    serial,
    outputs: { id: { value: "E1" } },
    resources: Array.from({ length: resources }, () => ({
      mode: "managed",
      type: "aws_cloudfront_distribution",
      instances: [{ attributes: { id } }],
    })),
  });
const shop = (text: string) => ({ name: "shop-prod", text });
const site = (text: string) => ({ name: "site-prod", text });
const page = (text: string) => ({ name: "page-prod", text });

describe("the state of a renamed stack", () => {
  it("is at its own name where no earlier one has resources", () => {
    expect(decideLocation(shop(""), [site("")])).toEqual({ at: "own" });
    expect(decideLocation(shop(state("a", 3)), [site(state("a", 4, 0))])).toEqual({ at: "own" });
  });

  it("is at the last earlier name that has resources, until it is moved", () => {
    expect(decideLocation(shop(""), [page(""), site(state("a", 3))])).toEqual({ at: "earlier", name: "site-prod" });
    expect(decideLocation(shop(""), [page(state("a", 3)), site("")])).toEqual({ at: "earlier", name: "page-prod" });
  });

  it("is at an earlier name that it had again, though an empty state was left at its own", () => {
    expect(decideLocation(shop(state("a", 4, 0)), [site(state("a", 3))])).toEqual({ at: "earlier", name: "site-prod" });
  });

  it("is at both after a move that was cut short", () => {
    expect(decideLocation(shop(state("a", 3)), [site(state("a", 3))])).toEqual({ at: "both", name: "site-prod" });
    // 'terraform state push' gave it another lineage.
    expect(decideLocation(shop(state("b", 1, 1, "E1")), [site(state("a", 3, 1, "E1"))])).toMatchObject({ at: "both" });
  });

  it("is two states where they have different lineages, or the earlier one was changed later", () => {
    expect(decideLocation(shop(state("b", 1)), [site(state("a", 3))])).toEqual({ at: "two", name: "site-prod" });
    expect(decideLocation(shop(state("a", 3)), [site(state("a", 5))])).toEqual({ at: "two", name: "site-prod" });
  });
});

describe("a state that is moved", () => {
  it("keeps its serial where there was none, and gets the next one over an empty state", () => {
    expect(JSON.parse(movedState(state("a", 3), ""))).toMatchObject({ lineage: "a", serial: 3 });
    expect(JSON.parse(movedState(state("a", 3), state("a", 7, 0)))).toMatchObject({ lineage: "a", serial: 8 });
  });

  it("leaves one without resources and outputs, with the next serial", () => {
    expect(JSON.parse(emptiedState(state("a", 3)))).toMatchObject({
      lineage: "a",
      serial: 4,
      resources: [],
      outputs: {},
    });
  });
});
