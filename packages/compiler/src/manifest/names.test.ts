import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { describe, expect, it } from "vitest";
import { nameFunctions } from "./names.ts";

type Short = readonly [handlers: string, event: EdgeEvent, runtime: EdgeRuntime];

const names = (...functions: Short[]) => [
  ...nameFunctions(
    functions.map(([handlers, event, runtime]) => ({ handlers: handlers.split(" "), event, runtime })),
  ).values(),
];

describe("a function's name", () => {
  it("is its handlers' names, joined", () => {
    expect(names(["redirects country-router", "viewer-request", "cloudfront-function"])).toEqual([
      "redirects-country-router",
    ]);
  });

  it("distinguishes the runtimes of one chain", () => {
    expect(
      names(
        ["security-headers", "viewer-response", "cloudfront-function"],
        ["security-headers", "viewer-response", "lambda-at-edge"],
      ),
    ).toEqual(["security-headers", "security-headers-lambda"]);
  });

  it("distinguishes the events of one chain", () => {
    expect(names(["log", "viewer-request", "lambda-at-edge"], ["log", "origin-request", "lambda-at-edge"])).toEqual([
      "log-viewer-request",
      "log-origin-request",
    ]);
  });

  it("has a hash where two chains would be called alike", () => {
    const [first, second, third] = names(
      ["a b-c", "viewer-request", "cloudfront-function"],
      ["a-b c", "viewer-request", "cloudfront-function"],
      ["d", "viewer-request", "cloudfront-function"],
    );
    expect(first).toMatch(/^a-b-c-[0-9a-f]{6}$/);
    expect(second).toMatch(/^a-b-c-[0-9a-f]{6}$/);
    expect(second).not.toBe(first);
    expect(third).toBe("d");
  });

  it("has at most 40 characters, and stays its own when cut", () => {
    const long = "a-very-long-name-of-a-handler and-yet-another-one";
    const [first, second] = names(
      [`${long}-a`, "viewer-request", "cloudfront-function"],
      [`${long}-b`, "viewer-request", "cloudfront-function"],
    );
    expect(first).toMatch(/^a-very-long-name-of-a-handler-and-[0-9a-f]{6}$/);
    expect(first?.length).toBeLessThanOrEqual(40);
    expect(second).not.toBe(first);
  });
});
