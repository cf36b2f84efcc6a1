import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  type Case,
  mismatches,
  type Outcome,
  type ParameterStore,
  runCase,
  startParameterStore,
} from "@featheredge/edge-sdk/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Compiled, compile, type Rejected } from "./build.ts";
import { type Engine, engines } from "./engines.ts";
import { handlers, loadPortable, type Scenario, scenariosOf } from "./library.ts";
import { rejections } from "./rejections.ts";

const directory = mkdtempSync(path.join(tmpdir(), "featheredge-matrix-"));
let parameters: ParameterStore;

beforeAll(async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  const secrets = handlers.flatMap((name) =>
    scenariosOf(name).flatMap(({ cases }) => cases.map(({ secrets }) => secrets)),
  );
  parameters = await startParameterStore(Object.assign({}, ...secrets));
  for (const [name, value] of Object.entries(parameters.environment)) vi.stubEnv(name, value);
});

afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await parameters.close();
  rmSync(directory, { recursive: true, force: true });
});

describe.each(handlers)("%s", (name) => {
  const scenarios = scenariosOf(name);
  const count = scenarios.reduce((sum, { cases }) => sum + cases.length, 0);

  test(`gives in Node.js the results that its ${count} cases expect`, async () => {
    const { handler, parse } = await loadPortable(name);
    const wrong: string[] = [];
    for (const testCase of scenarios.flatMap(({ cases }) => cases)) {
      const outcome = await runCase(handler, testCase, parse(testCase.config));
      wrong.push(...mismatches(testCase.expected, outcome).map((mismatch) => `${testCase.file}: ${mismatch}`));
    }
    expect(wrong).toEqual([]);
  });

  test.each(engines)("gives the same results in $name", async (engine) => {
    const rejected: string[] = [];
    for (const [index, scenario] of scenarios.entries()) {
      const attempt = await compileFor(engine, scenario, path.join(directory, name, `${index}`));
      if (attempt.problems !== undefined) rejected.push(...attempt.problems);
      else expect(await sameMinute(() => differences(engine, scenario, attempt))).toEqual([]);
    }
    // An unlisted rejection would silently skip cases. A listed one that no longer happens must be removed.
    const known = rejections[name]?.[engine.runtime];
    if (known === undefined) expect(rejected, "add this rejection to rejections.ts").toEqual([]);
    else expect(rejected, "not rejected any more: remove it from rejections.ts").not.toEqual([]);
    for (const problem of rejected) expect(problem).toMatch(known ?? /^$/);
  });
});

async function compileFor(engine: Engine, scenario: Scenario, at: string): Promise<Compiled | Rejected> {
  const { event } = await loadPortable(scenario.handler);
  const isRequest = event === "viewer-request" || event === "origin-request";
  // Lambda@Edge has the CloudFront-Viewer-* headers only from origin request on.
  const events = engine.runtime === "lambda-at-edge" && isRequest ? [event, "origin-request" as const] : [event];
  return await compile(scenario, engine.runtime, events, at, path.join(directory, "cache"));
}

/** Compares again if a minute has ended meanwhile, since the result of some handlers depends on the minute. */
async function sameMinute(compare: () => Promise<string[]>): Promise<string[]> {
  const minute = () => Math.floor(Date.now() / 60_000);
  const begun = minute();
  const mismatched = await compare();
  return mismatched.length > 0 && minute() !== begun ? await compare() : mismatched;
}

async function differences(engine: Engine, scenario: Scenario, compiled: Compiled): Promise<string[]> {
  const { handler, parse } = await loadPortable(scenario.handler);
  const { event } = compiled;
  const outcomes = await engine.run(compiled, scenario, parameters);
  const mismatched: string[] = [];
  for (const [index, one] of scenario.cases.entries()) {
    const carried: Case = { ...one, event: engine.carried(one, event) as Case["event"] };
    const expected = text(await runCase(handler, carried, parse(one.config)));
    const actual = text(outcomes[index]);
    if (actual !== expected) mismatched.push(`${one.file}: ${engine.name} gives ${actual}, Node.js ${expected}`);
  }
  return mismatched;
}

/** Serializes an outcome with sorted names, so that equal outcomes give equal texts. The order of the query's names is kept. */
function text(outcome: Outcome | object | undefined): string {
  const query = (outcome as Outcome | undefined)?.request?.querystring ?? {};
  const sorted = JSON.stringify(outcome, (_, value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return `${sorted} with the query ${JSON.stringify(Object.keys(query))}`;
}
