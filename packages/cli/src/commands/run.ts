import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { handlerFileOf, handlerFolders, suggest } from "@featheredge/compiler";
import { DiagnosticError } from "@featheredge/diagnostics";
import { type Expected, mismatches, startParameterStore } from "@featheredge/edge-sdk/testing";
import { estimateUtilization } from "@featheredge/runtimes";
import type { Context } from "../context.ts";
import { loadEnvironment } from "../project/registry.ts";
import { pathIn } from "../project/root.ts";
import { runCompiled } from "../run/compiled.ts";
import type { Engine, Ran, RunInput } from "../run/engine.ts";
import { type EventFile, readEventFile, readJson } from "../run/event-file.ts";
import { runPortable } from "../run/portable.ts";

export interface RunChoices {
  /** Default: the compiler's choice. */
  readonly engine?: Engine | undefined;
  /** Absolute path. */
  readonly config?: string | undefined;
  readonly environment?: string | undefined;
  /** Prints either the result or, where the case does not hold, nothing but diagnostics. */
  readonly json?: boolean;
}

/**
 * Runs a handler on one event, and prints the resulting request or response and the origin that it chose. The result of
 * a case is compared with what the case expects.
 * @throws {DiagnosticError} when the handler fails, or the result differs from the case's.
 */
export async function run(context: Context, name: string, file: string, choices: RunChoices): Promise<void> {
  const { root, output } = context;
  const eventFile = readEventFile(root, file);
  const { file: handler, config } = await findHandler(root, name, eventFile, choices);
  const store = Object.keys(eventFile.secrets).length > 0 ? await startParameterStore(eventFile.secrets) : undefined;
  const { event, at, kvs } = eventFile;
  const ran = await runIn(root, choices.engine, {
    root,
    instance: name,
    file: handler,
    config,
    event,
    at,
    kvs,
    env: store?.environment ?? {},
  }).finally(() => store?.close());
  for (const line of ran.logs) output.progress(`log: ${line}`);
  output.progress(`engine: ${ran.engine}${describeSteps(ran)}`);
  if (ran.logData !== undefined) output.progress(`log data: ${ran.logData}`);
  if (ran.outcome === undefined) {
    throw DiagnosticError.of("FE-CLI-008", {
      subject: name,
      message: `'${name}' failed in ${ran.engine}: ${ran.error?.name}: ${ran.error?.message}`,
    });
  }
  const { expected } = eventFile;
  const different = expected === undefined ? [] : mismatches(comparable(expected, ran.engine), ran.outcome);
  if (different.length === 0 || !choices.json) output.print(`${JSON.stringify(ran.outcome, undefined, 2)}\n`);
  if (different.length > 0) {
    throw DiagnosticError.of("FE-CLI-007", {
      subject: name,
      at: { file: pathIn(root, file) },
      message: `The case does not hold:\n${different.join("\n")}`,
    });
  }
  if (expected !== undefined) output.progress("The case holds.");
}

/** Lambda@Edge changes the origin in the event, so that there are no calls to compare. */
function comparable({ origin, ...rest }: Expected, engine: Engine): Expected {
  return engine === "lambda" || origin === undefined ? rest : { ...rest, origin };
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
): Promise<{ file: string; config: unknown }> {
  if (choices.environment !== undefined) {
    const configured = (await loadEnvironment(root, choices.environment)).handlers;
    const entry = Object.hasOwn(configured, name) ? configured[name] : undefined;
    if (entry === undefined) {
      throw DiagnosticError.of("FE-HND-001", {
        subject: name,
        message: `'${choices.environment}' has no handler '${name}'.`,
        fix: suggest(name, Object.keys(configured)),
      });
    }
    return { file: handlerFile(root, entry.handler ?? name), config: entry.config };
  }
  const file = handlerFile(root, name);
  return { file, config: choices.config === undefined ? config : readJson(root, choices.config) };
}

function handlerFile(root: string, name: string): string {
  const handlers = join(root, "edge-handlers");
  const file = /^[a-z0-9-]+$/.test(name) ? handlerFileOf(join(handlers, name)) : undefined;
  if (file !== undefined) return file;
  throw DiagnosticError.of("FE-HND-002", {
    subject: name,
    message: `edge-handlers/ has no handler '${name}'.`,
    fix: suggest(name, handlerFolders(handlers)),
  });
}
