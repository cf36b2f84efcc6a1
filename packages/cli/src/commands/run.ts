import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { mismatches, startParameterStore } from "@featheredge/edge-sdk/testing";
import { estimateUtilization } from "@featheredge/runtimes";
import type { Context } from "../context.ts";
import { loadEnvironment } from "../project/registry.ts";
import { runCompiled } from "../run/compiled.ts";
import type { Engine, Ran, RunInput } from "../run/engine.ts";
import { type EventFile, readEventFile, readJson } from "../run/event-file.ts";
import { runPortable } from "../run/portable.ts";
import { UserError } from "../user-error.ts";

export interface RunChoices {
  /** Left out: the compiler's choice. */
  readonly engine?: Engine | undefined;
  /** Absolute path. */
  readonly config?: string | undefined;
  readonly environment?: string | undefined;
}

/**
 * Runs a handler on one event, prints the request or response that comes of it, and, of a case, what it does not hold.
 * @throws {UserError} when the handler fails, or the case does not hold.
 */
export async function run(context: Context, name: string, file: string, choices: RunChoices): Promise<void> {
  const { root, output } = context;
  const found = readEventFile(file);
  const { folder, config } = await findHandler(root, name, found, choices);
  const store = Object.keys(found.secrets).length > 0 ? await startParameterStore(found.secrets) : undefined;
  const { event, at, kvs } = found;
  const ran = await runIn(root, choices.engine, {
    instance: name,
    folder,
    config,
    event,
    at,
    kvs,
    env: store?.environment ?? {},
  }).finally(() => store?.close());
  for (const line of ran.logs) output.progress(`log: ${line}`);
  output.progress(`engine: ${ran.engine}${describeSteps(ran)}`);
  if (ran.outcome === undefined) {
    throw new UserError(`'${name}' failed in ${ran.engine}: ${ran.error?.name}: ${ran.error?.message}`);
  }
  output.print(`${JSON.stringify(ran.outcome, undefined, 2)}\n`);
  if (found.expected === undefined) return;
  const different = mismatches(found.expected, ran.outcome);
  if (different.length > 0) throw new UserError(`${file} does not hold:\n${different.join("\n")}`);
  output.progress("The case holds.");
}

async function runIn(root: string, engine: Engine | undefined, input: RunInput): Promise<Ran> {
  if (engine === "node") return await runPortable(input);
  const scratch = join(root, ".featheredge");
  mkdirSync(scratch, { recursive: true });
  return await runCompiled(input, engine, scratch);
}

function describeSteps({ steps }: Ran): string {
  return steps === undefined ? "" : `, ${steps} steps, an estimated ${estimateUtilization(steps)} % of compute`;
}

async function findHandler(
  root: string,
  name: string,
  { config }: EventFile,
  choices: RunChoices,
): Promise<{ folder: string; config: unknown }> {
  const handlers = join(root, "edge-handlers");
  if (choices.environment !== undefined) {
    const configured = (await loadEnvironment(root, choices.environment)).handlers;
    const entry = Object.hasOwn(configured, name) ? configured[name] : undefined;
    if (entry === undefined) {
      throw new UserError(
        `'${choices.environment}' has no handler '${name}'. It has: ${Object.keys(configured).sort().join(", ")}.`,
      );
    }
    return { folder: join(handlers, entry.handler ?? name), config: entry.config };
  }
  const folder = join(handlers, name);
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(join(folder, "handler.ts"))) {
    const known = existsSync(handlers) ? readdirSync(handlers).sort().join(", ") : "";
    throw new UserError(`There is no edge-handlers/${name}/handler.ts. There is: ${known}.`);
  }
  return { folder, config: choices.config === undefined ? config : readJson(choices.config) };
}
