import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildInput, buildEnvironment, type EnvironmentBuild } from "@featheredge/compiler";
import { type Case, loadCases, mismatches, type Outcome, runCase } from "@featheredge/edge-sdk/testing";
import { createCloudFrontFunctionEngine, runInNjs } from "@featheredge/runtimes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const handlersDirectory = join(import.meta.dirname, "../../edge-handlers");
/** Handlers that no config brings to CloudFront Functions; every other folder is compiled for it here. */
const lambdaOnly = ["members-auth"];
const folders = readdirSync(handlersDirectory, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !lambdaOnly.includes(entry.name))
  .map((entry) => entry.name);

interface Group {
  readonly folder: string;
  /** The name under which the build configures the handler: one for each config that the cases bring. */
  readonly name: string;
  readonly config: unknown;
  readonly cases: readonly Case[];
}

const groups: Group[] = folders.flatMap((folder) => {
  const byConfig = new Map<string, Case[]>();
  for (const found of loadCases(join(handlersDirectory, folder, "events"))) {
    const key = JSON.stringify(found.config);
    byConfig.set(key, [...(byConfig.get(key) ?? []), found]);
  }
  return [...byConfig.values()].map((cases, index) => ({
    folder,
    name: `${folder}-${index}`,
    config: cases[0]?.config,
    cases,
  }));
});

async function load(folder: string) {
  const [{ default: handler }, { config }] = await Promise.all([
    import(join(handlersDirectory, folder, "handler.ts")),
    import(join(handlersDirectory, folder, "config.ts")),
  ]);
  return { handler, schema: config };
}

async function buildInput(directory: string): Promise<BuildInput> {
  const behaviors = groups.map(async ({ folder, name }, index) => ({
    distribution: "cases",
    key: `distributions.cases.behaviors[${index}]`,
    path: `/${index}/*`,
    events: { [(await load(folder)).handler.event]: [name] },
  }));
  return {
    environment: "cases",
    environmentFile: "environments/cases.ts",
    handlersDirectory,
    outputDirectory: join(directory, "build"),
    cacheDirectory: join(directory, "cache"),
    handlers: Object.fromEntries(
      groups.map(({ folder, name, config }) => [name, { handler: folder, config, runtime: "cloudfront-function" }]),
    ),
    behaviors: await Promise.all(behaviors),
  };
}

/** As AWS tells the two apart: a response has a status. */
const outcomeOf = (output: unknown): Outcome =>
  typeof output === "object" && output !== null && "statusCode" in output
    ? ({ response: output } as Outcome)
    : ({ request: output } as Outcome);

const directory = mkdtempSync(join(tmpdir(), "featheredge-engines-"));
let build: EnvironmentBuild;

beforeAll(async () => {
  build = await buildEnvironment(await buildInput(directory));
}, 60_000);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe.each(groups)("$name, compiled for CloudFront Functions", ({ folder, name, cases }) => {
  it(`gives in QuickJS and njs what its portable form gives in Node (${cases.length} cases)`, async () => {
    const artifact = build.functions.find(({ handlers }) => handlers.length === 1 && handlers[0] === name);
    if (artifact === undefined) throw new Error(`the build has no function '${name}'`);
    expect(artifact.runtime).toBe("cloudfront-function");
    const code = readFileSync(join(build.directory, artifact.file), "utf8");
    const { handler, schema } = await load(folder);
    const events = cases.map(({ event }) => event);
    const inNjs = await runInNjs(code, events);
    const engine = await createCloudFrontFunctionEngine(code);
    try {
      for (const [index, found] of cases.entries()) {
        const inNode = await runCase(handler, found, schema.parse(found.config));
        expect(mismatches(found.expected, inNode), found.file).toEqual([]);
        const inQuickJs = await engine.run(found.event);
        expect(inQuickJs.error, found.file).toBeUndefined();
        expect(outcomeOf(inQuickJs.output), found.file).toEqual(inNode);
        expect(inNjs[index]?.error, found.file).toBeUndefined();
        expect(outcomeOf(inNjs[index]?.output), found.file).toEqual(inNode);
      }
    } finally {
      engine.dispose();
    }
  });
});
