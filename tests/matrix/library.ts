import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { EdgeEvent } from "@featheredge/aws-rules";
import type { Handler } from "@featheredge/edge-sdk";
import { type Case, loadCases } from "@featheredge/edge-sdk/testing";

export const handlersDirectory: string = path.resolve(import.meta.dirname, "../../edge-handlers");

/** The folders of all handlers of the library. */
export const handlers: readonly string[] = readdirSync(handlersDirectory)
  .filter((name) => existsSync(path.join(handlersDirectory, name, "handler.ts")))
  .sort();

/** Cases of a handler that one compiled function can run, since they share config and KeyValueStore. */
export interface Scenario {
  readonly handler: string;
  readonly config: unknown;
  readonly kvs: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

/** Groups a handler's cases by config and KeyValueStore, which are built into a function. */
export function scenariosOf(handler: string): Scenario[] {
  const scenarios = new Map<string, { config: unknown; kvs: Case["kvs"]; cases: Case[] }>();
  for (const testCase of loadCases(path.join(handlersDirectory, handler, "events"))) {
    const key = JSON.stringify([testCase.config, testCase.kvs]);
    const { config, kvs } = testCase;
    const scenario = scenarios.get(key) ?? { config, kvs, cases: [] };
    scenario.cases.push(testCase);
    scenarios.set(key, scenario);
  }
  return [...scenarios.values()].map((scenario) => ({ handler, ...scenario }));
}

/** A handler's portable form, which runs in Node.js. */
export interface Portable {
  readonly handler: Handler<never>;
  readonly event: EdgeEvent;
  /** Parses a config with the handler's schema. */
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
