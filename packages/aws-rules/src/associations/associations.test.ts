import { describe, expect, it } from "vitest";
import { checkAssociations, type EdgeEvent, type EdgeRuntime, type FunctionAssociation } from "../index.ts";

const cff = (event: EdgeEvent, name = "a"): FunctionAssociation => ({ event, name, runtime: "cloudfront-function" });
const lambda = (event: EdgeEvent, name = "b"): FunctionAssociation => ({ event, name, runtime: "lambda-at-edge" });
const rulesOf = (...associations: FunctionAssociation[]) =>
  checkAssociations([{ key: "behaviors[0]", associations }]).map(({ rule }) => rule);

describe("checkAssociations", () => {
  it("takes a CloudFront Function on both viewer events with Lambda@Edge on both origin events", () => {
    expect(
      rulesOf(cff("viewer-request"), cff("viewer-response"), lambda("origin-request"), lambda("origin-response")),
    ).toEqual([]);
  });

  it("takes Lambda@Edge on all four events", () => {
    expect(
      rulesOf(lambda("viewer-request"), lambda("viewer-response"), lambda("origin-request"), lambda("origin-response")),
    ).toEqual([]);
  });

  it.each<[EdgeRuntime, EdgeRuntime]>([
    ["cloudfront-function", "lambda-at-edge"],
    ["lambda-at-edge", "cloudfront-function"],
  ])("refuses %s at viewer request with %s at viewer response", (request, response) => {
    const associations: FunctionAssociation[] = [
      { event: "viewer-request", runtime: request, name: "a" },
      { event: "viewer-response", runtime: response, name: "b" },
    ];
    expect(rulesOf(...associations)).toEqual(["FE-DST-011"]);
  });

  it.each<EdgeEvent>(["origin-request", "origin-response"])("refuses a CloudFront Function at %s", (event) => {
    expect(rulesOf(cff(event))).toEqual(["FE-DST-010"]);
  });

  it("refuses two functions on one event and names both", () => {
    const [diagnostic] = checkAssociations([
      { key: "behaviors[0]", associations: [cff("viewer-request", "one"), cff("viewer-request", "two")] },
    ]);
    expect(diagnostic?.rule).toBe("FE-DST-009");
    expect(diagnostic?.message).toContain("behaviors[0] has 2 functions on viewer-request (one, two)");
  });

  it("counts distinct Lambda@Edge functions over the distribution", () => {
    const behaviors = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        key: `behaviors[${index}]`,
        associations: [lambda("origin-request", `f${index % 101}`)],
      }));
    expect(checkAssociations(behaviors(100))).toEqual([]);
    expect(checkAssociations(behaviors(300)).map(({ rule }) => rule)).toEqual(["FE-DST-012"]);
  });
});
