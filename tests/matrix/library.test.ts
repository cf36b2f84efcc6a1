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
import { type Compiled, compile, type Refused } from "./build.ts";
import { type Engine, engines } from "./engines.ts";
import { handlers, loadPortable, type Scenario, scenariosOf } from "./library.ts";
import { refusals } from "./refusals.ts";

const directory = mkdtempSync(path.join(tmpdir(), "featheredge-matrix-"));
let parameters: ParameterStore;

beforeAll(async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  const secrets = handlers.flatMap((name) =>
    scenariosOf(name).flatMap(({ cases }) => cases.map((found) => found.secrets)),
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

  test(`does in Node.js what its ${count} cases expect`, async () => {
    const { handler, parse } = await loadPortable(name);
    const wrong: string[] = [];
    for (const found of scenarios.flatMap(({ cases }) => cases)) {
      const outcome = await runCase(handler, found, parse(found.config));
      wrong.push(...mismatches(found.expected, outcome).map((mismatch) => `${found.file}: ${mismatch}`));
    }
    expect(wrong).toEqual([]);
  });

  test.each(engines)("does the same in $name", async (engine) => {
    const refused: string[] = [];
    for (const [index, scenario] of scenarios.entries()) {
      const attempt = await compileFor(engine, scenario, path.join(directory, name, `${index}`));
      if (attempt.problems !== undefined) refused.push(...attempt.problems);
      else expect(await sameMinute(() => differences(engine, scenario, attempt))).toEqual([]);
    }
    // A refusal that is not on the list would leave cases unrun unseen; one that no longer happens must go from it.
    const known = refusals[name]?.[engine.runtime];
    if (known === undefined) expect(refused, "a refusal that refusals.ts doesn't list").toEqual([]);
    else expect(refused, "no refusal any more: take it out of refusals.ts").not.toEqual([]);
    for (const problem of refused) expect(problem).toMatch(known ?? /^$/);
  });
});

async function compileFor(engine: Engine, scenario: Scenario, at: string): Promise<Compiled | Refused> {
  const { event } = await loadPortable(scenario.handler);
  const isRequest = event === "viewer-request" || event === "origin-request";
  // Lambda@Edge has the viewer's headers of CloudFront from origin request on.
  const events = engine.runtime === "lambda-at-edge" && isRequest ? [event, "origin-request" as const] : [event];
  return await compile(scenario, engine.runtime, events, at, path.join(directory, "cache"));
}

/** A handler that rounds the time to minutes answers otherwise when one ends between two engines: once more then. */
async function sameMinute(compare: () => Promise<string[]>): Promise<string[]> {
  const minute = () => Math.floor(Date.now() / 60_000);
  const begun = minute();
  const found = await compare();
  return found.length > 0 && minute() !== begun ? await compare() : found;
}

async function differences(engine: Engine, scenario: Scenario, compiled: Compiled): Promise<string[]> {
  const { handler, parse } = await loadPortable(scenario.handler);
  const { event } = compiled;
  const outcomes = await engine.run(compiled, scenario, parameters);
  const found: string[] = [];
  for (const [index, one] of scenario.cases.entries()) {
    const carried: Case = { ...one, event: engine.carried(one, event) as Case["event"] };
    const expected = text(await runCase(handler, carried, parse(one.config)));
    const actual = text(outcomes[index]);
    if (actual !== expected) found.push(`${one.file}: ${engine.name} gives ${actual}, Node.js ${expected}`);
  }
  return found;
}

/** An outcome as text that is the same for the same outcome: names sorted, but for those of the query, whose order counts. */
function text(outcome: Outcome | object | undefined): string {
  const query = (outcome as Outcome | undefined)?.request?.querystring ?? {};
  const sorted = JSON.stringify(outcome, (_, value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return `${sorted} with the query ${JSON.stringify(Object.keys(query))}`;
}
