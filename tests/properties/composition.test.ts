import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildEnvironment } from "@featheredge/compiler";
import { createCloudFrontFunctionEngine, runInNjs } from "@featheredge/runtimes";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestEvents, requestHandlers, responseEvents, responseHandlers } from "./portable-handlers.ts";

// Another seed tests other chains: SEED=7 npx vitest run --project corpus tests/properties
const seed = Number(process.env.SEED ?? 20_260_901);
const repository = fileURLToPath(new URL("../..", import.meta.url));
const directory = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-composition-")));
const all = { ...requestHandlers, ...responseHandlers };

type Kind = "viewer-request" | "viewer-response";
type Link = readonly [handler: string, config: unknown];
type Event = Record<string, unknown>;

beforeAll(() => {
  symlinkSync(join(repository, "node_modules"), join(directory, "node_modules"));
  for (const [name, { source, schema }] of Object.entries(all)) {
    const folder = join(directory, "edge-handlers", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "handler.ts"), source);
    const config = `import { z } from "zod";\nexport const config = z.strictObject(${schema});\n`;
    writeFileSync(join(folder, "config.ts"), config);
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Compiles a chain to one function, and each of its handlers to a separate function. */
async function compile(kind: Kind, chain: readonly Link[]): Promise<{ composed: string; single: string[] }> {
  const names = chain.map(([handler], index) => `${handler}-${index}`);
  const chains = [names, ...names.map((name) => [name])];
  const build = await buildEnvironment({
    environment: "chains",
    environmentFile: "environments/chains.ts",
    handlersDirectory: join(directory, "edge-handlers"),
    outputDirectory: join(directory, "out"),
    cacheDirectory: join(directory, "cache"),
    handlers: Object.fromEntries(
      chain.map(([handler, config], index) => [
        names[index],
        { handler, config, runtime: "cloudfront-function" as const },
      ]),
    ),
    behaviors: chains.map((handlers, index) => ({
      distribution: "chains",
      key: `distributions.chains.behaviors[${index}]`,
      path: `/${index}`,
      events: { [kind]: handlers },
    })),
  });
  const codeOf = (index: number) =>
    readFileSync(join(build.directory, build.behaviors[index]?.functions[kind]?.file ?? ""), "utf8");
  return { composed: codeOf(0), single: names.map((_, index) => codeOf(index + 1)) };
}

async function run(code: string, event: Event): Promise<Event> {
  const engine = await createCloudFrontFunctionEngine(code);
  const { output, error } = await engine.run(event);
  engine.dispose();
  if (error !== undefined) throw new Error(`${error.name}: ${error.message}`);
  return output as Event;
}

/** Runs the handlers as separate functions, one after another. The first response ends the chain. */
async function runOneByOne(kind: Kind, codes: readonly string[], event: Event): Promise<Event> {
  const part = kind === "viewer-request" ? "request" : "response";
  let current = event[part] as Event;
  for (const code of codes) {
    current = await run(code, { ...event, [part]: current });
    if (kind === "viewer-request" && "statusCode" in current) return current;
  }
  return current;
}

function chains(handlers: typeof requestHandlers): fc.Arbitrary<Link[]> {
  const links = Object.entries(handlers).map(([name, { config }]) => config.map((value): Link => [name, value]));
  return fc.array(fc.oneof(...links), { minLength: 2, maxLength: 4, size: "max" });
}

describe("A composed function", () => {
  it.each([
    ["viewer-request", requestHandlers, requestEvents],
    ["viewer-response", responseHandlers, responseEvents],
  ] as const)(
    `gives at %s the result of its handlers one after another (seed ${seed})`,
    async (kind, handlers, events) => {
      await fc.assert(
        fc.asyncProperty(chains(handlers), fc.array(events, { minLength: 4, maxLength: 4 }), async (chain, sample) => {
          const { composed, single } = await compile(kind, chain);
          const expected = await Promise.all(sample.map((event) => runOneByOne(kind, single, event)));
          expect(await Promise.all(sample.map((event) => run(composed, event)))).toEqual(expected);
          const inNjs = await runInNjs(composed, sample);
          expect(inNjs.map(({ output, error }) => error ?? output)).toEqual(expected);
        }),
        { seed, numRuns: 8, endOnFailure: true },
      );
    },
  );
});
