import { describe, expect, it } from "vitest";
import { highlight } from "./highlight.ts";

const kinds = (code: string) =>
  highlight(code).map((line) => line.filter(({ kind }) => kind !== "plain").map(({ text, kind }) => `${kind} ${text}`));

describe("highlight", () => {
  it("finds comments, strings, keywords and numbers", () => {
    expect(kinds('const a = "x"; // one\nreturn 0x1f;')).toEqual([
      ["keyword const", 'string "x"', "comment // one"],
      ["keyword return", "number 0x1f"],
    ]);
  });

  it("colors each line of a comment or a template that has several", () => {
    expect(kinds("/* a\nb */ `c\nd`")).toEqual([["comment /* a"], ["comment b */", "string `c"], ["string d`"]]);
  });

  it("loses no character", () => {
    const code = "if (a) {\n\n  b('\\'', `${1}`);\n}\n";
    const joined = highlight(code).map((line) => line.map(({ text }) => text).join(""));
    expect(joined.join("\n")).toBe(code);
  });
});
