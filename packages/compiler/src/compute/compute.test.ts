import { readdir } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { referenceFunctions } from "../testing/reference-functions.ts";
import { Workspace } from "../testing/workspace.ts";
import { findCases } from "./cases.ts";
import { estimateCompute } from "./estimate.ts";
import { computeWarning } from "./utilization.ts";

const looping = `function handler(event) {
  for (var i = 0; i < Number(event.request.uri.slice(1)); i++);
  return event.request;
}`;
const at = (uri: string) => ({ file: `${uri}.json`, event: { request: { uri } } });

describe("the estimate of compute", () => {
  it.each(referenceFunctions)("is within 2.5 percent of what AWS reported of $sample", async (reference) => {
    const { code, event, computeUtilization } = reference;
    const estimate = await estimateCompute(code, [{ file: "sample", event }]);
    expect(Math.abs((estimate?.percent ?? 0) - computeUtilization)).toBeLessThanOrEqual(2.5);
  });

  it("orders functions as AWS's report does, where AWS's report distinguishes them", async () => {
    const percents = await Promise.all(
      ["url-rewrite-single-page-apps", "verify-jwt"].map(async (name) => {
        const { code, event } = referenceFunctions.find(({ sample }) => sample === name) ?? { code: "", event: {} };
        return (await estimateCompute(code, [{ file: name, event }]))?.percent ?? 0;
      }),
    );
    expect((percents[1] ?? 0) - (percents[0] ?? 0)).toBeGreaterThanOrEqual(4);
  });

  it("names the costliest event and the median one, whatever their order", async () => {
    const cases = [at("/10"), at("/1000"), at("/100")];
    const estimate = await estimateCompute(looping, cases);
    expect(estimate).toMatchObject({
      cases: 3,
      costliest: "/1000.json",
      warning: expect.stringMatching(/^above 50 %/),
    });
    expect(estimate?.mostSteps).toBeGreaterThan(estimate?.medianSteps ?? Number.POSITIVE_INFINITY);
    expect(await estimateCompute(looping, cases.toReversed())).toEqual(estimate);
  });

  it("counts the work of a function that fails or never ends", async () => {
    const endless = await estimateCompute("function handler() { for (;;); }", [at("/")]);
    expect(endless?.percent).toBeGreaterThan(100);
    expect(endless?.warning).toMatch(/likely to throttle/);
  });

  it("is the same from the cache, which keeps no run that failed", async () => {
    const workspace = new Workspace();
    const directory = workspace.path("cache");
    const first = await estimateCompute(looping, [at("/10")], directory);
    const results = await readdir(path.join(directory, "results"), { recursive: true });
    expect(results.filter((name) => name.endsWith(".json"))).toHaveLength(1);
    expect(await estimateCompute(looping, [at("/10")], directory)).toEqual(first);
    const other = await estimateCompute(looping, [at("/100")], directory);
    expect(other?.mostSteps).toBeGreaterThan(first?.mostSteps ?? Number.POSITIVE_INFINITY);
    await estimateCompute("function handler() { throw new Error(); }", [at("/10")], directory);
    const after = await readdir(path.join(directory, "results"), { recursive: true });
    expect(after.filter((name) => name.endsWith(".json"))).toHaveLength(2);
    workspace.remove();
  });

  it("has no estimate without events", async () => {
    expect(await estimateCompute(looping, [])).toBeUndefined();
  });
});

describe("computeWarning", () => {
  it("begins where AWS's console does", () => {
    expect([50, 51, 70, 71].map((percent) => computeWarning(percent)?.slice(0, 10))).toEqual([
      undefined,
      "above 50 %",
      "above 50 %",
      "above 70 %",
    ]);
  });
});

describe("findCases", () => {
  it("takes the events of the function's kind from the folders of its handlers", () => {
    const workspace = new Workspace();
    try {
      const write = (file: string, text: unknown) => workspace.write(file, JSON.stringify(text));
      const request = { uri: "/" };
      write("a/events/asks.json", { case: "a", event: { request }, expected: { request: {} }, kvs: { k: "v" } });
      write("a/events/answers.json", {
        case: "b",
        event: { request, response: { statusCode: 200 } },
        expected: { response: {} },
      });
      const directory = workspace.path("edge-handlers");
      expect(findCases(directory, ["a", "a", "without"], "viewer-request")).toMatchObject([
        { file: "a/events/asks.json", kvs: { k: "v" } },
      ]);
      expect(findCases(directory, ["a"], "viewer-response")).toMatchObject([{ file: "a/events/answers.json" }]);
      write("b/events/x.json", { case: "no event" });
      expect(() => findCases(directory, ["b"], "viewer-request")).toThrow(/x\.json: event: is missing/);
    } finally {
      workspace.remove();
    }
  });
});
