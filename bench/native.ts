/**
 * Compares each handler of the library with a function that does the same, written by hand for CloudFront Functions
 * with the same config in it (`bench/native/`): bytes, both minified, and steps in the same engine on the handler's own
 * events. An event counts only where both answer alike.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildEnvironment } from "@featheredge/compiler";
import { loadCases } from "@featheredge/edge-sdk/testing";
import { createCloudFrontFunctionEngine } from "@featheredge/runtimes";
import { transform } from "esbuild";

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
}

/** All handlers that have a native counterpart, sorted. */
export async function compareWithNative(): Promise<Comparison[]> {
  const names = readdirSync(join(root, "bench", "native")).map((file) => file.replace(/\.js$/, ""));
  const comparisons: Comparison[] = [];
  for (const name of names.sort()) comparisons.push(await compare(name));
  return comparisons;
}

async function compare(handler: string): Promise<Comparison> {
  const directory = join(root, "edge-handlers", handler, "events");
  const config: unknown = existsSync(join(directory, "_config.json"))
    ? JSON.parse(readFileSync(join(directory, "_config.json"), "utf8"))
    : undefined;
  // A case with a config of its own is another function.
  const cases = loadCases(directory).filter((found) => JSON.stringify(found.config) === JSON.stringify(config));
  const isResponse = cases[0]?.event.response !== undefined;
  const code = await compiled(handler, config, isResponse ? "viewer-response" : "viewer-request");
  const native = await minified(readFileSync(join(root, "bench", "native", `${handler}.js`), "utf8"));
  const ours = await createCloudFrontFunctionEngine(code);
  const theirs = await createCloudFrontFunctionEngine(native);
  const different: string[] = [];
  const steps: { ours: number; theirs: number }[] = [];
  for (const { file, event } of cases) {
    const [a, b] = [await ours.run(event), await theirs.run(event)];
    if (JSON.stringify(sorted(a.output)) === JSON.stringify(sorted(b.output)) && !a.error) {
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
    steps: median(steps.map((found) => found.ours)),
    nativeSteps: median(steps.map((found) => found.theirs)),
    stepsRatio: median(steps.map((found) => found.ours / found.theirs)),
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

/** The middle one; of an even number, the mean of the middle two. NaN of none. */
export function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = ordered.length / 2;
  const upper = ordered[Math.floor(middle)] ?? Number.NaN;
  return ordered.length % 2 === 1 ? upper : ((ordered[middle - 1] ?? Number.NaN) + upper) / 2;
}
