import { describe, expect, it } from "vitest";
import { findHeadlessClauses } from "./find-headless.ts";

const linesAndWords = (path: string, text: string) =>
  findHeadlessClauses(path, text).map(({ line, words }) => `${line} ${words}`);

describe("findHeadlessClauses", () => {
  it.each([
    ["a docstring", "/**\n * What CloudFront rejects.\n */", ["2 What …"]],
    ["a docstring of one line", "/** Whether it rejects them. */", ["1 Whether …"]],
    ["a line comment", "const a = 1; // Who asks.", ["1 Who …"]],
    ["a later sentence", "/** Rejects it. What\n * stays is kept. */", ["1 What …"]],
    ["a later line of line comments", "// Rejects it,\n// and all. What stays is kept.", ["2 What …"]],
  ])("finds a clause that begins %s", (_, text, expected) => {
    expect(linesAndWords("a.ts", text)).toEqual(expected);
  });

  it.each([
    ["a question", "// What does it reject? The header."],
    ["a clause inside a sentence", "// It returns what CloudFront rejects, and\n// says whether it did."],
    ["a string or an identifier", 'const What = "What it is.";'],
  ])("takes %s", (_, text) => {
    expect(linesAndWords("a.ts", text)).toEqual([]);
  });

  it("reads paragraphs and list items of Markdown, not headings, tables and code", () => {
    const text = [
      "# What it is",
      "",
      "A page.",
      "What follows is code:",
      "",
      "```ts",
      "// What it does.",
      "```",
      "| What it is | Why |",
      "- Whether it is.",
    ].join("\n");
    expect(linesAndWords("README.md", text)).toEqual(["4 What …", "10 Whether …"]);
  });

  it("reads the comments of YAML", () => {
    expect(linesAndWords("a.yml", "a: What\n# What it is.\n")).toEqual(["2 What …"]);
  });

  it.each([
    ["a group", 'describe("what it does", () => {});', ["1 what …"]],
    ["a test", "it(`whether it does ${a}`, () => {});", ["1 whether …"]],
    ["a test of a table", 'it.each([\n  [1],\n])("who %s asks", () => {});', ["3 who …"]],
  ])("finds a clause that is the title of %s", (_, text, expected) => {
    expect(linesAndWords("a.test.ts", text)).toEqual(expected);
  });

  it.each([
    ["a title with a subject", 'it("returns what it got", () => {});'],
    ["a question", 'describe("what does it do?", () => {});'],
    ["another function's argument", 'parse("what it does");'],
  ])("takes %s in a file of tests", (_, text) => {
    expect(linesAndWords("a.test.ts", text)).toEqual([]);
  });
});
