import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyInNjs, bodyInQuickJs } from "../corpus/engines.ts";
import type { Group } from "../corpus/handler-source.ts";
import { CorpusHandlers } from "../corpus/handlers.ts";
import { programs } from "./programs.ts";

// Another seed tests other programs: SEED=7 npx vitest run --project corpus tests/properties
const seed = Number(process.env.SEED ?? 20_260_901);

/** Runs programs unchanged in Node.js, and compiled as a CloudFront Function in both engines. @returns their results */
async function run(codes: readonly string[]) {
  const group: Group = {
    name: "snippet-0",
    snippets: codes.map((code, index) => ({ name: `program ${index}`, code, expect: "same" })),
  };
  const handlers = new CorpusHandlers([group]);
  try {
    const functions = await handlers.compile([group]);
    if (!(functions instanceof Map)) throw new Error((functions as readonly string[]).join("\n"));
    const code = functions.get(group.name) ?? "";
    const bodies = [await handlers.runAsWritten(group), await bodyInQuickJs(code), await bodyInNjs(code)];
    const [node, quickjs, njs] = bodies.map((body) => JSON.parse(String(body)) as string[]);
    return { node, quickjs, njs };
  } finally {
    handlers.remove();
  }
}

describe("Lowering", () => {
  it(`preserves the results of random programs (seed ${seed})`, { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(programs(), { minLength: 3, maxLength: 3 }), async (codes) => {
        // One function for all of them saves builds.
        const { node, quickjs, njs } = await run(codes);
        expect(quickjs).toEqual(node);
        expect(njs).toEqual(node);
      }),
      { seed, numRuns: 16, endOnFailure: true },
    );
  });
});
