import { readFileSync } from "node:fs";
import { refusedForms, refusedGlobals, refusedMethods, refusedSyntax } from "@featheredge/aws-rules";
import { type Example, type RuleId, ruleIds, rules } from "@featheredge/diagnostics";
import { checkCloudFrontFunction, createCloudFrontFunctionEngine } from "@featheredge/runtimes";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundleOf } from "../testing/bundle-of.ts";
import { Workspace } from "../testing/workspace.ts";
import { findDifferences } from "./differences/find-differences.ts";

const prelude =
  "  var request = event.request, text = 'abc', list = [3, 1, 2], object = { a: 1 }, bytes = new Uint8Array(8), date = new Date(0);";

function fileOf(statements: readonly string[]): string {
  const parts = statements.map(
    (one) => `  (function () {\n    let value;\n    ${one}\n    console.log(typeof value);\n  })();`,
  );
  return `function handler(event) {\n${prelude}\n${parts.join("\n")}\n  return request;\n}\n`;
}
const sourceOf = ({ form }: Example, code: string) => (form === "handler" ? code : fileOf([code]));

const examplesOf = (id: RuleId) => Object.entries(rules[id].examples);
const isDifference = (id: RuleId) => id >= "FE-CFF-090" && id <= "FE-CFF-101";
const languageIds = ruleIds.filter((id) => id.startsWith("FE-CFF-") && !isDifference(id) && examplesOf(id).length > 0);
const differenceIds = ruleIds.filter(isDifference);

/** `super` is allowed in methods and classes only, which have their own rules. */
const impliedBy: Readonly<Partial<Record<RuleId, readonly RuleId[]>>> = { "FE-CFF-043": ["FE-CFF-055"] };

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

const languageRules = (code: string) => [...new Set(checkCloudFrontFunction(code).map(({ rule }) => rule))];

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

describe("the examples of the language's rules", () => {
  it("have one for each global, method and syntax of the tables in aws-rules", () => {
    // Forms that cloudfront-js-1.0 alone rejects, which no build makes, and a node that Babel gives the same syntax.
    const { async: _, numericSeparator: __, ...forms } = refusedForms;
    const { ImportExpression: ___, ...syntax } = refusedSyntax;
    const tables: readonly Readonly<Record<string, { readonly rule: RuleId }>>[] = [
      refusedGlobals,
      refusedMethods,
      syntax,
      forms,
    ];
    for (const table of tables) {
      const missing = Object.entries(table).filter(([name, { rule }]) => !Object.hasOwn(rules[rule].examples, name));
      expect(missing.map(([name]) => name)).toEqual([]);
    }
  });

  it.each(languageIds)("break %s and no other rule, and then break none", (id) => {
    for (const [name, example] of examplesOf(id)) {
      const reported = languageRules(sourceOf(example, example.wrong));
      expect(
        reported.filter((rule) => !impliedBy[id]?.includes(rule)),
        name,
      ).toEqual([id]);
      expect(languageRules(sourceOf(example, example.right)), name).toEqual([]);
    }
  });

  it.each(differenceIds)("break %s and no other rule, and then break none", async (id) => {
    const differences = async (statements: string) => {
      const bundled = await bundleOf(`export ${fileOf([statements])}`);
      return [...new Set(findDifferences(bundled, () => false).map(({ rule }) => rule))];
    };
    for (const [name, example] of examplesOf(id)) {
      expect(await differences(example.wrong), name).toEqual([id]);
      expect(await differences(example.right), name).toEqual([]);
      expect(languageRules(sourceOf(example, example.right)), name).toEqual([]);
    }
  });

  it("lead to functions that are built and run", async () => {
    const examples = [...languageIds, ...differenceIds].flatMap((id) => Object.values<Example>(rules[id].examples));
    const statements = examples.filter(({ form }) => form !== "handler").map(({ right }) => right);
    const batches = Array.from({ length: Math.ceil(statements.length / 16) }, (_, index) =>
      fileOf(statements.slice(16 * index, 16 * (index + 1))),
    );
    const whole = examples.filter(({ form }) => form === "handler").map(({ right }) => right);
    for (const source of [...batches, ...whole]) {
      expect(await buildAndRun(source), source).toMatchObject({ method: "GET" });
    }
  }, 240_000);
});

/** Rules that a build of one native handler reports. */
const builtIds: readonly RuleId[] = [
  ...ruleIds.filter((id) => id.startsWith("FE-EVT-")),
  "FE-LAM-012",
  "FE-DST-006",
  "FE-DST-007",
  "FE-DST-029",
];
const builtExamples = builtIds.flatMap((id) => examplesOf(id).map(([name, example]) => [id, name, example] as const));

describe("the examples of rules that a build reports", () => {
  it.each(builtExamples)("break %s and no other rule, and then break none: %s", async (id, _, example) => {
    const { wrong, right, event = "viewer-request", rightEvent = event, fix = "" } = example;
    const reported = async (at: string, source: string) => {
      workspace.write("native/handler.js", source);
      return await workspace.diagnostics({ native: {} }, [{ events: { [at]: ["native"] } }]);
    };
    expect(await reported(event, wrong)).toMatchObject([{ rule: id, fix: expect.stringContaining(fix), at: {} }]);
    expect(await reported(rightEvent, right)).toEqual([]);
  });
});
