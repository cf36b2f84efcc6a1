import { describe, expect, it } from "vitest";
import { importsOf } from "./imports/imports.ts";
import { reportCircles, reportWords } from "./report.ts";

describe("reportWords", () => {
  const files = [
    { path: "stacks/a.ts", text: "// It was told.\n" },
    { path: "modules/a.ts", text: "// It shall be.\n" },
  ];

  it("has a line per word, and a count per room", () => {
    expect(reportWords(files, false).problems).toEqual([
      "stacks/a.ts:1:11: 'told': write report, say; distinguish (from).",
      "modules/a.ts:1:7: 'shall': write must.",
      "     1 stacks/",
      "     1 modules/",
    ]);
  });

  it("only counts the words of a pending room", () => {
    expect(reportWords(files, false, ["modules/"])).toEqual({
      problems: ["stacks/a.ts:1:11: 'told': write report, say; distinguish (from).", "     1 stacks/"],
      summary: "words: no avoided word in 2 files but for 1 in the rooms of packages/checks/src/pending.ts.",
    });
  });

  it("reports exceptions of the table that excuse nothing, when asked", () => {
    const [problem] = reportWords([], true).problems;
    expect(problem).toMatch(/avoided\.ts: the exception for .* excuses nothing\. Delete it\.$/);
  });
});

describe("reportCircles", () => {
  const imports = importsOf([
    { path: "stacks/a.ts", text: 'import "./b.ts";' },
    { path: "stacks/b.ts", text: 'import "./a.ts";' },
  ]);

  it("shows each circle", () => {
    expect(reportCircles(imports).problems).toEqual([expect.stringContaining("imports stacks/b.ts")]);
  });

  it("only counts the circles of a pending room", () => {
    const { problems, summary } = reportCircles(imports, ["stacks/"]);
    expect(problems).toEqual([]);
    expect(summary).toContain("but for 1 in the rooms");
  });
});
