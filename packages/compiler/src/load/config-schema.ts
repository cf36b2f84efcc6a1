import { pathToFileURL } from "node:url";
import type { ConfigSchema } from "@featheredge/edge-sdk/config";
import { errorCode } from "../source/error-code.ts";

/** Modules that tsx has loaded, since it does not keep them itself. */
const imported = new Map<string, Promise<unknown>>();

/**
 * Loads the `config` schema that a handler's `config.ts` exports.
 *
 * A process that runs TypeScript already (tsx, vitest, newer Node.js) imports it as it is, and so shares its zod;
 * any other gets tsx's loader for this one import.
 *
 * @param version changes when the file does, so that a long-lived process sees its new text; such a process forgets the
 *   module itself when a file that it imports changes
 * @throws Error when the module fails to load or exports no schema
 */
export async function loadConfigSchema(file: string, version: string): Promise<ConfigSchema> {
  const url = `${pathToFileURL(file).href}?v=${version.slice(0, 16)}`;
  const module = await importTypeScript(url);
  const exported = typeof module === "object" && module !== null && "config" in module ? module.config : undefined;
  if (!isSchema(exported)) throw new Error("it exports no zod schema named 'config'");
  return exported;
}

async function importTypeScript(url: string): Promise<unknown> {
  try {
    return await import(/* @vite-ignore */ url);
  } catch (error) {
    if (errorCode(error) !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
    let loading = imported.get(url);
    if (loading === undefined) {
      loading = importByTsx(url);
      imported.set(url, loading);
    }
    return loading;
  }
}

async function importByTsx(url: string): Promise<unknown> {
  const { tsImport } = await import("tsx/esm/api");
  return tsImport(url, { parentURL: import.meta.url, tsconfig: false });
}

function isSchema(value: unknown): value is ConfigSchema {
  return typeof value === "object" && value !== null && "safeParse" in value && typeof value.safeParse === "function";
}
