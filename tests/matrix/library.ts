import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { EdgeEvent } from "@featheredge/aws-rules";
import type { Handler } from "@featheredge/edge-sdk";
import { type Case, loadCases } from "@featheredge/edge-sdk/testing";

export const handlersDirectory: string = path.resolve(import.meta.dirname, "../../edge-handlers");

/** Every handler of the library, by its folder. */
export const handlers: readonly string[] = readdirSync(handlersDirectory)
  .filter((name) => existsSync(path.join(handlersDirectory, name, "handler.ts")))
  .sort();

/** Cases of one handler that one function can answer: they share config and KeyValueStore. */
export interface Scenario {
  readonly handler: string;
  readonly config: unknown;
  readonly kvs: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

/** The cases of a handler, parted by what a function has built in. */
export function scenariosOf(handler: string): Scenario[] {
  const scenarios = new Map<string, { config: unknown; kvs: Case["kvs"]; cases: Case[] }>();
  for (const found of loadCases(path.join(handlersDirectory, handler, "events"))) {
    const key = JSON.stringify([found.config, found.kvs]);
    const { config, kvs } = found;
    const scenario = scenarios.get(key) ?? { config, kvs, cases: [] };
    scenario.cases.push(found);
    scenarios.set(key, scenario);
  }
  return [...scenarios.values()].map((scenario) => ({ handler, ...scenario }));
}

/** A handler's portable form, as Node.js runs it. */
export interface Portable {
  readonly handler: Handler<never>;
  readonly event: EdgeEvent;
  /** A config as its schema gives it. */
  parse(config: unknown): unknown;
}

export async function loadPortable(name: string): Promise<Portable> {
  const folder = path.join(handlersDirectory, name);
  const { default: handler } = (await import(path.join(folder, "handler.ts"))) as { default: Handler<never> };
  const schemaFile = path.join(folder, "config.ts");
  const parse = existsSync(schemaFile)
    ? ((await import(schemaFile)) as { config: { parse(value: unknown): unknown } }).config
    : undefined;
  return { handler, event: handler.event, parse: (config) => (parse === undefined ? config : parse.parse(config)) };
}
