import { sentences } from "@featheredge/diagnostics";
import { describe, expect, it } from "vitest";
import type { OrderedBehavior } from "../index.ts";
import { findUnreachedBehaviors } from "./unreached.ts";

const auth = "'members-auth' at viewer-request";
const headers = "'headers' at viewer-response";

/** Behaviors with the paths given, and a default behavior behind them that runs nothing. */
function behaviors(...entries: readonly (readonly [pattern: string, ...runs: string[]])[]): OrderedBehavior[] {
  return [
    ...entries.map(([pattern, ...runs], index) => ({ pattern, owner: `behaviors[${index}]`, runs })),
    { pattern: "*", owner: "defaultBehavior", isDefault: true, runs: [] },
  ];
}

const unreached = (list: readonly OrderedBehavior[]) =>
  findUnreachedBehaviors(list).map(({ behavior, diagnostic }) => `${behavior.owner}: ${sentences(diagnostic)}`);

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
describe("findUnreachedBehaviors", () => {
  it("names what takes each request of a behavior, and what never takes effect", () => {
    expect(unreached(behaviors(["/a"], ["/*"], ["/members/*", auth]))).toEqual([
      "behaviors[2]: The path pattern '/members/*' gets no requests: each path that it matches goes to '/*' (behaviors[1]), since CloudFront uses the first behavior that matches; 'members-auth' at viewer-request never takes effect. List it before that behavior, or remove it.",
    ]);
  });

  it("finds a behavior that only several earlier ones cover together, and names these alone", () => {
    expect(unreached(behaviors(["/b*"], ["/a?*"], ["/a"], ["/a*"]))).toEqual([
      expect.stringContaining(
        "behaviors[3]: The path pattern '/a*' gets no requests: each path that it matches goes to '/a?*' (behaviors[1]) and '/a' (behaviors[2]),",
      ),
    ]);
  });

  it("finds a pattern that matches no normalized path", () => {
    expect(unreached(behaviors(["//members/*", auth, headers], ["/a/../b"]))).toEqual([
      "behaviors[0]: The path pattern '//members/*' matches no request: CloudFront compares the normalized path, which has no repeated slashes and no '.' or '..' segments; 'members-auth' at viewer-request and 'headers' at viewer-response never take effect. Write the pattern without them, or remove the behavior.",
      expect.stringMatching(/^behaviors\[1\]: .* segments\. Write/),
    ]);
  });

  it("finds a default behavior whose functions never run, and leaves one that has none", () => {
    const [first, fallback] = behaviors(["/*"]);
    if (first === undefined || fallback === undefined) throw new Error("no behaviors");
    expect(unreached([first, fallback])).toEqual([]);
    expect(unreached([first, { ...fallback, runs: [auth] }])).toEqual([
      "defaultBehavior: The default behavior gets no requests: each path that it matches goes to '/*' (behaviors[0]), since CloudFront uses the first behavior that matches; 'members-auth' at viewer-request never takes effect. Remove that behavior, and give the default behavior its settings.",
    ]);
  });

  it("leaves a pattern that is there twice, or that is not valid, to the rules for these", () => {
    expect(unreached(behaviors(["/a/*"], ["a/*"], ["/{a}/*"], ["/{a}/*"], [""]))).toEqual([]);
  });

  it("accepts behaviors that each get a request", () => {
    expect(unreached(behaviors(["/members/*.css"], ["/members/*"], ["/*.css"], ["/m*"]))).toEqual([]);
  });
});
