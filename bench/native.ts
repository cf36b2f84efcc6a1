/**
 * Compares each handler of the library with a function that does the same, written by hand for CloudFront Functions
 * with the same config in it (`bench/native/`): bytes, both minified, and what both execute in the same engine on the
 * handler's own events: steps in QuickJS, instructions in njs. An event counts only where both answer alike.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildEnvironment } from "@featheredge/compiler";
import { loadCases } from "@featheredge/edge-sdk/testing";
import { createCloudFrontFunctionEngine } from "@featheredge/runtimes";
import { transform } from "esbuild";
import { countInstructions } from "./njs-instructions.ts";
import { median } from "./table.ts";

const root = join(import.meta.dirname, "..");

export interface Comparison {
  readonly handler: string;
  readonly events: number;
  /** Events on which the two do not answer alike. */
  readonly different: readonly string[];
  readonly bytes: number;
  readonly nativeBytes: number;
  /** The median over the events. */
  readonly steps: number;
  readonly nativeSteps: number;
  readonly stepsRatio: number;
  /** Undefined where they can't be counted. */
  readonly njs:
    | { readonly instructions: number; readonly nativeInstructions: number; readonly ratio: number }
    | undefined;
}

/** The handlers that have a native counterpart, sorted. */
export function comparable(): string[] {
  const files = readdirSync(join(root, "bench", "native"));
  return files.map((file) => file.replace(/\.js$/, "")).sort();
}

/** @param inNjs true to count in njs too, for events with the same result in QuickJS */
export async function compareWithNative(handler: string, inNjs: boolean): Promise<Comparison> {
  const directory = join(root, "edge-handlers", handler, "events");
  const config: unknown = existsSync(join(directory, "_config.json"))
    ? JSON.parse(readFileSync(join(directory, "_config.json"), "utf8"))
    : undefined;
  // A case with another config is another function.
  const cases = loadCases(directory).filter((one) => JSON.stringify(one.config) === JSON.stringify(config));
  const isResponse = cases[0]?.event.response !== undefined;
  const code = await compiled(handler, config, isResponse ? "viewer-response" : "viewer-request");
  const native = await minified(readFileSync(join(root, "bench", "native", `${handler}.js`), "utf8"));
  const ours = await createCloudFrontFunctionEngine(code);
  const theirs = await createCloudFrontFunctionEngine(native);
  const different: string[] = [];
  const alike: unknown[] = [];
  const steps: { ours: number; theirs: number }[] = [];
  for (const { file, event } of cases) {
    const [a, b] = [await ours.run(event), await theirs.run(event)];
    if (JSON.stringify(sorted(a.output)) === JSON.stringify(sorted(b.output)) && !a.error) {
      alike.push(event);
      steps.push({ ours: a.steps, theirs: b.steps });
    } else different.push(file);
  }
  ours.dispose();
  theirs.dispose();
  return {
    handler,
    events: cases.length,
    different,
    bytes: Buffer.byteLength(code),
    nativeBytes: Buffer.byteLength(native),
    steps: median(steps.map((one) => one.ours)),
    nativeSteps: median(steps.map((one) => one.theirs)),
    stepsRatio: median(steps.map((one) => one.ours / one.theirs)),
    njs: inNjs ? await compareInNjs(code, native, alike) : undefined,
  };
}

async function compareInNjs(code: string, native: string, events: readonly unknown[]): Promise<Comparison["njs"]> {
  const [ours, theirs] = [await countInstructions(code, events), await countInstructions(native, events)];
  return {
    instructions: median(ours),
    nativeInstructions: median(theirs),
    ratio: median(ours.map((count, index) => count / (theirs[index] ?? Number.NaN))),
  };
}

async function compiled(handler: string, config: unknown, event: "viewer-request" | "viewer-response") {
  const scratch = mkdtempSync(join(tmpdir(), "featheredge-bench-"));
  try {
    const { directory, functions } = await buildEnvironment({
      environment: "bench",
      environmentFile: "bench/native.ts",
      handlersDirectory: join(root, "edge-handlers"),
      outputDirectory: join(scratch, "build"),
      cacheDirectory: join(scratch, "cache"),
      handlers: { [handler]: { handler, config, runtime: "cloudfront-function" } },
      behaviors: [{ distribution: "site", key: "behavior", path: "*", events: { [event]: [handler] } }],
    });
    return readFileSync(join(directory, functions[0]?.file ?? ""), "utf8");
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Without a format, esbuild takes top-level names as global and keeps `handler` as it is. */
async function minified(source: string): Promise<string> {
  const { code } = await transform(source, { minify: true, target: "es2017", charset: "ascii" });
  return code;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
