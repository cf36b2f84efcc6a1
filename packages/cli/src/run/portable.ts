import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { runCase } from "@featheredge/edge-sdk/testing";
import { UserError } from "../user-error.ts";
import type { Ran, RunInput } from "./engine.ts";

interface Schema {
  safeParse(value: unknown): {
    readonly success: boolean;
    readonly data?: unknown;
    readonly error?: {
      readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
    };
  };
}

/** Runs a handler in this process, as its tests do. */
export async function runPortable(input: RunInput): Promise<Ran> {
  const { folder, event, kvs, instance } = input;
  const config = await parseConfig(input);
  const { default: handler } = await import(pathToFileURL(join(folder, "handler.ts")).href);
  const logs: string[] = [];
  const { log } = console;
  const before = { ...process.env };
  console.log = (...values: unknown[]) => void logs.push(format(...values));
  Object.assign(process.env, input.env);
  try {
    return { engine: "node", outcome: await runCase(handler, { event, config, kvs, instance }, config), logs };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
    return { engine: "node", error: { name, message }, logs };
  } finally {
    console.log = log;
    process.env = before;
  }
}

async function parseConfig({ folder, config, instance }: RunInput): Promise<unknown> {
  const file = join(folder, "config.ts");
  if (!existsSync(file)) return config;
  const { config: schema }: { readonly config: Schema } = await import(pathToFileURL(file).href);
  const { success, data, error } = schema.safeParse(config);
  if (success) return data;
  const issues = error?.issues.map(({ path, message }) => `${["config", ...path].join(".")}: ${message}`) ?? [];
  throw new UserError(`The config of '${instance}' breaks its schema.\n${issues.join("\n")}`);
}
