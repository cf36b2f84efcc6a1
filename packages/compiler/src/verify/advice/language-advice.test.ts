import { readFileSync } from "node:fs";
import { refusedForms, refusedGlobals, refusedMethods, refusedSyntax } from "@featheredge/aws-rules";
import { checkCloudFrontFunction, createCloudFrontFunctionEngine, languageAdvice } from "@featheredge/runtimes";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bundleOf } from "../../testing/bundle-of.ts";
import { Workspace } from "../../testing/workspace.ts";
import { differenceAdvice } from "../differences/advice.ts";
import { findDifferences } from "../differences/find-differences.ts";
import type { Row } from "./row.ts";
import { differenceRows } from "./testing/difference-rows.ts";
import { globalRows } from "./testing/global-rows.ts";
import { methodRows } from "./testing/method-rows.ts";
import { otherRows } from "./testing/other-rows.ts";
import { formRows, syntaxRows } from "./testing/syntax-rows.ts";

// Each case builds for real, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

interface Advice {
  readonly fix: string;
}

const asAdvice = (table: Readonly<Record<string, string>>): Readonly<Record<string, Advice>> =>
  Object.fromEntries(Object.entries(table).map(([name, fix]) => [name, { fix }]));

/** Forms that cloudfront-js-1.0 alone refuses, which no build makes. */
const olderForms = ["async", "numericSeparator"];
const forms = Object.fromEntries(Object.entries(refusedForms).filter(([name]) => !olderForms.includes(name)));

const languageTables: readonly (readonly [string, Readonly<Record<string, Advice>>, Readonly<Record<string, Row>>])[] =
  [
    ["refusedGlobals", refusedGlobals, globalRows],
    ["refusedMethods", refusedMethods, methodRows],
    ["refusedSyntax", refusedSyntax, syntaxRows],
    ["refusedForms", forms, formRows],
    ["languageAdvice", asAdvice(languageAdvice), otherRows],
  ];
const tables = [...languageTables, ["differenceAdvice", asAdvice(differenceAdvice), differenceRows] as const];

const prelude =
  "  var request = event.request, text = 'abc', list = [3, 1, 2], object = { a: 1 }, bytes = new Uint8Array(8), date = new Date(0);";

function fileOf(statements: readonly string[]): string {
  const parts = statements.map(
    (one) => `  (function () {\n    let value;\n    ${one}\n    console.log(typeof value);\n  })();`,
  );
  return `function handler(event) {\n${prelude}\n${parts.join("\n")}\n  return request;\n}\n`;
}
const sourceOf = ({ isWhole }: Row, code: string) => (isWhole ? code : fileOf([code]));

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

/** Builds a native handler and runs it once. */
async function buildAndRun(source: string) {
  workspace.write("native/handler.js", source);
  const handlers = { native: { runtime: "cloudfront-function" as const } };
  const { directory, functions } = await workspace.build(handlers, [{ events: { "viewer-request": ["native"] } }]);
  const code = readFileSync(`${directory}/${functions[0]?.file}`, "utf8");
  const engine = await createCloudFrontFunctionEngine(code, {
    deadlineMs: 20_000,
    keyValueStore: new Map([["to", "/b"]]),
  });
  const request = { method: "GET", uri: "/a", querystring: {}, headers: {}, cookies: {} };
  const { error, output } = await engine.run({ request });
  engine.dispose();
  return error ?? output;
}

describe.each(tables)("the advice of %s", (_, advice, rows) => {
  it("has a row for each of its rules", () => {
    expect(Object.keys(rows).sort()).toEqual(Object.keys(advice).sort());
  });

  it("is given for code that breaks the rule, and the check takes the code that follows it", async () => {
    for (const [name, row] of Object.entries(rows)) {
      const isDifference = rows === differenceRows;
      const messages = isDifference ? await differencesIn(row.broken) : messagesIn(sourceOf(row, row.broken));
      expect(messages, name).toEqual(expect.arrayContaining([expect.stringContaining(advice[name]?.fix ?? "")]));
      expect(messagesIn(sourceOf(row, row.fixed)), name).toEqual([]);
    }
  });

  it("leads to functions that are built and run", async () => {
    const found = Object.values(rows);
    const statements = found.filter(({ isWhole }) => !isWhole).map(({ fixed }) => fixed);
    const batches = Array.from({ length: Math.ceil(statements.length / 16) }, (_, index) =>
      fileOf(statements.slice(16 * index, 16 * (index + 1))),
    );
    for (const source of [...batches, ...found.filter(({ isWhole }) => isWhole).map(({ fixed }) => fixed)]) {
      expect(await buildAndRun(source), source).toMatchObject({ method: "GET" });
    }
  });
});

function messagesIn(code: string): string[] {
  return checkCloudFrontFunction(code).map(({ message }) => message);
}

async function differencesIn(statements: string): Promise<string[]> {
  const bundled = await bundleOf(`export ${fileOf([statements])}`);
  return findDifferences(bundled, () => false).map(({ fix }) => fix);
}
