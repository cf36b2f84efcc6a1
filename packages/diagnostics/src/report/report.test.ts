import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnostic.ts";
import { reportJson, reportText, type Sources } from "./report.ts";

const files: Readonly<Record<string, string>> = {
  "edge-handlers/a/handler.ts": "export default 1;\r\n\tawait fetch(url);\n",
  "environments/prod.ts": "export default {\n  account: 7,\n};\n",
};
const sources: Sources = {
  read: (file) => files[file],
  locateKey: (source, key) => {
    const line = source.split("\n").findIndex((text) => text.includes(`${key}:`));
    return line === -1 ? undefined : { line: line + 1, column: 3 };
  },
};
const fetching = diagnose("FE-CFF-062", {
  message: "fetch() is not in cloudfront-js-2.0.",
  at: { file: "edge-handlers/a/handler.ts", line: 2, column: 8 },
  page: "docs/a.md",
});
const account = diagnose("FE-ENV-003", {
  message: "7 is not a string.",
  at: { file: "environments/prod.ts", key: "account" },
});

describe("reportText", () => {
  it("shows the source with a caret below the column", () => {
    expect(reportText([fetching], sources)).toBe(
      `error FE-CFF-062: edge-handlers/a/handler.ts:2:8: fetch() is not in cloudfront-js-2.0.
  2 |  await fetch(url);
    |        ^
`,
    );
  });

  it("finds the line of an environment's key", () => {
    expect(reportText([account], sources)).toBe(
      `error FE-ENV-003: environments/prod.ts:2:3: account: 7 is not a string.
  2 |   account: 7,
    |   ^
`,
    );
  });

  it("shows no source where the file or the line is not there", () => {
    const gone = { ...fetching, at: { file: "gone.ts", line: 1, column: 1 } };
    const beyond = { ...fetching, at: { file: "environments/prod.ts", line: 99, column: 1 } };
    expect(reportText([gone, beyond], sources)).not.toContain("|");
  });

  it("cuts a long line around the column", () => {
    const source = `${"a".repeat(5000)}!${"b".repeat(5000)}`;
    const text = reportText([{ ...fetching, at: { file: "x.js", line: 1, column: 5001 } }], { read: () => source });
    const [, code = "", caret = ""] = text.split("\n");
    expect(code.length).toBeLessThan(140);
    expect(code[caret.indexOf("^")]).toBe("!");
  });

  it("hides an access key in the source", () => {
    const source = 'export const id = "AKIAIOSFODNN7EXAMPLE";';
    const text = reportText(
      [fetching].map((one) => ({ ...one, at: { file: "a.ts", line: 1 } })),
      { read: () => source },
    );
    expect(text).toContain('  1 | export const id = "AKIA****************";');
  });

  it("reports the same diagnostic once, in the order given", () => {
    const text = reportText([account, fetching, account], sources);
    expect(text.match(/^error \S+/gm)).toEqual(["error FE-ENV-003:", "error FE-CFF-062:"]);
    expect(text).toContain("\n\nerror FE-CFF-062");
  });

  it("is empty without diagnostics", () => {
    expect(reportText([], sources)).toBe("");
  });
});

describe("reportJson", () => {
  it("prints diagnostics with the lines of their keys", () => {
    expect(JSON.parse(reportJson([account], sources))).toEqual({
      diagnostics: [
        {
          rule: "FE-ENV-003",
          severity: "error",
          subject: "account",
          message: "7 is not a string.",
          fix: "",
          at: { file: "environments/prod.ts", key: "account", line: 2, column: 3 },
          page: "environments/schema.ts",
        },
      ],
    });
  });
});
