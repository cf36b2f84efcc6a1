import { describe, expect, it } from "vitest";
import { evaluatePolicy } from "./resource-policy.ts";

const evaluate = (pattern: string, path: string) =>
  evaluatePolicy(
    {
      Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::site/${pattern}` },
    },
    { principals: [], action: "s3:GetObject", resource: `arn:aws:s3:::site/${path}`, context: {} },
  );

describe("A policy's resource", () => {
  it.each([
    ["*", "", "allowed"],
    ["*", "a/b", "allowed"],
    ["a/*.html", "a/b/c.html", "allowed"],
    ["a/*.html", "a/b/c.htm", "undecided"],
    ["a?c", "abc", "allowed"],
    ["a?c", "ac", "undecided"],
    ["a?c", "abbc", "undecided"],
    ["a.c", "abc", "undecided"],
    ["(a)[b]+$", "(a)[b]+$", "allowed"],
    ["/a", "a", "undecided"],
    ["*a", "ba\n", "undecided"],
  ])("%j leaves a request for %j %s", (pattern, path, expected) => {
    expect(evaluate(pattern, path)).toBe(expected);
  });

  it("with several wildcards is compared with a long path that does not match", () => {
    expect(evaluate("*/*/*/x", "/".repeat(8_000))).toBe("undecided");
  });
});
