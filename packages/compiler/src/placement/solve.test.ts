import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EventOptions, solve } from "./solve.ts";

const events: readonly EdgeEvent[] = ["viewer-request", "origin-request", "origin-response", "viewer-response"];
const runtimes: readonly EdgeRuntime[] = ["cloudfront-function", "lambda-at-edge"];

/**
 * AWS's rules, written down once more and apart from those that the solver asks.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
const rules: Readonly<Record<string, (placed: readonly (readonly [EdgeEvent, EdgeRuntime])[]) => boolean>> = {
  "one function for each event": (placed) => new Set(placed.map(([event]) => event)).size === placed.length,
  "CloudFront Functions at viewer events only": (placed) =>
    !placed.some(([event, runtime]) => runtime === "cloudfront-function" && event.startsWith("origin-")),
  "no CloudFront Function next to Lambda@Edge on viewer events": (placed) => {
    const solution = placed.filter(([event]) => event.startsWith("viewer-")).map(([, runtime]) => runtime);
    return !(solution.includes("cloudfront-function") && solution.includes("lambda-at-edge"));
  },
};

/** The least that any accepted assignment costs; undefined when there is none. */
function cheapest(options: readonly EventOptions[], placed: [EdgeEvent, EdgeRuntime][] = [], cost = 0): number {
  const [next, ...rest] = options;
  if (next === undefined) return Object.values(rules).every((holds) => holds(placed)) ? cost : Number.POSITIVE_INFINITY;
  const costs = next.runtimes.map((one) => cheapest(rest, [...placed, [next.event, one.runtime]], cost + one.cost));
  return Math.min(Number.POSITIVE_INFINITY, ...costs);
}

const runtimeOptions = fc
  .subarray([...runtimes])
  .chain((chosen) =>
    fc.tuple(...chosen.map((runtime) => fc.record({ runtime: fc.constant(runtime), cost: fc.nat(9) }))),
  );

const behaviors = fc
  .subarray([...events])
  .chain((chosen) =>
    fc.tuple(...chosen.map((event) => fc.record({ event: fc.constant(event), runtimes: runtimeOptions }))),
  );

describe("solve", () => {
  it("never yields what AWS refuses, nor a runtime that was not offered", () => {
    fc.assert(
      fc.property(behaviors, (options) => {
        const solution = solve(options);
        if (solution === undefined) return;
        const placed = options.map(({ event }, index) => [event, solution.runtimes[index] as EdgeRuntime] as const);
        for (const [rule, holds] of Object.entries(rules)) expect([rule, holds(placed)]).toEqual([rule, true]);
        const offered = options.map(({ runtimes: each }) => each.map(({ runtime }) => runtime));
        placed.forEach(([, runtime], index) => void expect(offered[index]).toContain(runtime));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is never beaten in cost by exhaustive search, and finds nothing only where there is nothing", () => {
    fc.assert(
      fc.property(behaviors, (options) => {
        expect(solve(options)?.cost ?? Number.POSITIVE_INFINITY).toBe(cheapest(options));
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes the runtime of lower latency among equally cheap ones, in whatever order they are offered", () => {
    const offered = [...runtimes].reverse().map((runtime) => ({ runtime, cost: 1 }));
    expect(solve([{ event: "viewer-request", runtimes: offered }])?.runtimes).toEqual(["cloudfront-function"]);
  });

  it("pays more at one event where that saves more at another", () => {
    const costs = (light: number, heavy: number) => [
      { runtime: runtimes[0] as EdgeRuntime, cost: light },
      { runtime: runtimes[1] as EdgeRuntime, cost: heavy },
    ];
    const options: EventOptions[] = [
      { event: "viewer-request", runtimes: costs(1, 2) },
      { event: "viewer-response", runtimes: costs(9, 1) },
    ];
    expect(solve(options)).toEqual({ runtimes: ["lambda-at-edge", "lambda-at-edge"], cost: 3 });
  });

  it("refuses two functions for one event", () => {
    const option: EventOptions = { event: "origin-request", runtimes: [{ runtime: "lambda-at-edge", cost: 1 }] };
    expect(solve([option, option])).toBeUndefined();
  });
});
