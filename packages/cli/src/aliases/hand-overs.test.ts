import { describe, expect, it } from "vitest";
import { describeHandOver, findHandOvers, toReleaseBefore } from "./hand-overs.ts";

const change = (name: string, before: readonly string[] | undefined, after: readonly string[] | undefined) => ({
  address: `aws_cloudfront_distribution.${name}`,
  type: "aws_cloudfront_distribution",
  change: {
    before: before === undefined ? null : { id: `E-${name}`, aliases: before },
    after: after === undefined ? null : { aliases: after },
  },
});
const plan = (stack: string, ...changes: object[]) => ({ stack, json: JSON.stringify({ resource_changes: changes }) });

describe("aliases that distributions hand over", () => {
  const exchange = [
    plan("sites-prod", change("a", ["a.com", "both.com"], ["b.com", "both.com"]), change("b", ["b.com"], ["a.com"])),
    { stack: "orders-prod", json: undefined },
  ];

  it("are those that one loses and another gains, also in an exchange", () => {
    expect(findHandOvers(exchange)).toEqual([
      {
        alias: "b.com",
        from: { stack: "sites-prod", address: "aws_cloudfront_distribution.b", distributionId: "E-b" },
        to: { stack: "sites-prod", address: "aws_cloudfront_distribution.a" },
      },
      {
        alias: "a.com",
        from: { stack: "sites-prod", address: "aws_cloudfront_distribution.a", distributionId: "E-a" },
        to: { stack: "sites-prod", address: "aws_cloudfront_distribution.b" },
      },
    ]);
  });

  it("are not those that are new, removed, or on a distribution that stays as it is", () => {
    expect(findHandOvers([plan("site-prod", change("a", ["a.com"], ["c.com"]), change("b", [], []))])).toEqual([]);
  });

  it("include those of a distribution that is destroyed", () => {
    const plans = [
      plan("a-prod", change("a", ["a.com"], undefined)),
      plan("b-prod", change("b", undefined, ["a.com"])),
    ];
    expect(findHandOvers(plans)).toMatchObject([
      { alias: "a.com", from: { stack: "a-prod" }, to: { stack: "b-prod" } },
    ]);
  });

  it("are removed before the stack that gains them, unless an earlier one gives them up", () => {
    const handOvers = findHandOvers(exchange);
    expect(toReleaseBefore("sites-prod", handOvers, [])).toEqual(handOvers);
    expect(toReleaseBefore("orders-prod", handOvers, [])).toEqual([]);
    const [across] = findHandOvers([
      plan("a-prod", change("a", ["a.com"], [])),
      plan("b-prod", change("b", [], ["a.com"])),
    ]);
    expect(toReleaseBefore("b-prod", across ? [across] : [], ["a-prod"])).toEqual([]);
    expect(toReleaseBefore("b-prod", across ? [across] : [], [])).toEqual([across]);
  });

  it("are described with the order and its consequence", () => {
    const [first] = findHandOvers(exchange);
    expect(first && describeHandOver(first)).toContain(
      "b.com moves from aws_cloudfront_distribution.b (E-b) to aws_cloudfront_distribution.a",
    );
  });
});
