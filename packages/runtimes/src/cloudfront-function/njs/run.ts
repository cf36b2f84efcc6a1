import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { cloudFrontFunctionQuotas } from "@featheredge/aws-rules";
import { cutLogLine, type RunError, type RunResult } from "../result.ts";
import { NjsMissing, type NjsProcess, startNjs } from "./process.ts";

const [before, after, cloudfront] = [guest("before"), guest("after"), guest("cloudfront")];

function guest(name: string): string {
  return readFileSync(new URL(`./guest/${name}.js`, import.meta.url), "utf8");
}

export interface NjsOptions {
  /** The program. Default: `njs` on the PATH. */
  readonly njs?: string;
  /** The entries of the function's KeyValueStore. Default: it has no store. */
  readonly keyValueStore?: ReadonlyMap<string, string>;
  /** Milliseconds after which a process that does not end is stopped. Default: 10,000. */
  readonly timeoutMs?: number;
}

/** True if njs can be started. */
export async function njsAvailable(njs = "njs"): Promise<boolean> {
  try {
    await startNjs(njs, ["-v"], tmpdir(), 10_000);
    return true;
  } catch (error) {
    if (error instanceof NjsMissing) return false;
    throw error;
  }
}

/**
 * Runs a function in njs, from which CloudFront's runtime was forked, on each event in turn: one process for all of
 * them, and another only after an event that never ends. `njsExceptions` lists how njs differs.
 *
 * njs has no module `cloudfront`: a stand-in gives the results that the QuickJS engine gives, with keys and values from
 * `keyValueStore` and every change of origin in the result.
 *
 * @returns a result per event, of the QuickJS engine's shape
 * @throws NjsMissing when njs is not installed
 */
export async function runInNjs(
  code: string,
  events: readonly unknown[],
  options: NjsOptions = {},
): Promise<RunResult[]> {
  const directory = await mkdtemp(path.join(tmpdir(), "featheredge-njs-"));
  try {
    await writeFunction(directory, code, options.keyValueStore);
    const results: RunResult[] = [];
    while (results.length < events.length) {
      results.push(...(await runFrom(directory, events.slice(results.length), options)));
    }
    return results;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function writeFunction(directory: string, code: string, store: NjsOptions["keyValueStore"]): Promise<void> {
  const values = store === undefined ? null : Object.fromEntries(store);
  await Promise.all([
    writeFile(path.join(directory, "function.js"), `${before}\n${code}\n;${after}`),
    writeFile(path.join(directory, "cloudfront"), cloudfront),
    writeFile(path.join(directory, "key-value-store.json"), JSON.stringify(values)),
  ]);
}

/** Returns at least one result: an event that never ends stops the process, and its result says so. */
async function runFrom(directory: string, events: readonly unknown[], options: NjsOptions): Promise<RunResult[]> {
  const { njs = "njs", timeoutMs = 10_000 } = options;
  const resultsFile = path.join(directory, "results.jsonl");
  await rm(resultsFile, { force: true });
  await writeFile(path.join(directory, "events.json"), JSON.stringify(events));
  const ended = await startNjs(njs, ["-u", "-p", directory, "function.js"], directory, timeoutMs);
  const lines = await readFile(resultsFile, "utf8").catch(() => undefined);
  if (lines === undefined) {
    const error = loadError(ended);
    return events.map(() => ({ error, logs: [] }));
  }
  const results = lines.split("\n").filter(Boolean).map(parseResult);
  if (results.length < events.length) results.push({ error: unfinished(ended, timeoutMs), logs: [] });
  return results;
}

function parseResult(line: string): RunResult {
  const { logs, ...result } = JSON.parse(line) as RunResult;
  return { ...result, logs: logs.map((entry) => cutLogLine(entry, cloudFrontFunctionQuotas.logLineBytes.value)) };
}

/** njs prints the reason why it did not load the code: `SyntaxError: ... in function.js:3`. */
function loadError({ output, timedOut }: NjsProcess): RunError {
  if (timedOut) return { name: "ComputeLimit", message: "The code does not end when it is loaded." };
  const [, name = "Error", message = output.trim()] = /^(\w*Error): (.*?)(?: in [^ ]+:\d+)?$/m.exec(output) ?? [];
  return { name, message };
}

function unfinished({ timedOut }: NjsProcess, timeoutMs: number): RunError {
  return timedOut
    ? { name: "ComputeLimit", message: `Stopped after ${timeoutMs} ms: the function does not end in time.` }
    : { name: "NeverSettled", message: "The handler returned a promise that nothing settles." };
}
