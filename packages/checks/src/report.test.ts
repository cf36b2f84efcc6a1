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
});
