import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { format } from "node:util";
import { inspectHandler, noHandler } from "@featheredge/compiler";
import { DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { type ConfigSchema, checkConfig, showPath } from "@featheredge/edge-sdk/config";
import { runCase } from "@featheredge/edge-sdk/testing";
import { importProjectFile } from "../project/import-file.ts";
import { pathIn } from "../project/root.ts";
import type { Ran, RunInput } from "./engine.ts";

/**
 * Runs a portable handler in this process, as its tests do.
 * @throws {DiagnosticError} when the handler is in AWS's own form, is not for this event, or can't be loaded.
 */
export async function runPortable(input: RunInput): Promise<Ran> {
  const { root, event, kvs, instance } = input;
  const file = pathIn(root, input.file);
  checkForm(input, file);
  const config = await parseConfig(input);
  const { default: handler } = await importProjectFile(root, file);
  const logs: string[] = [];
  const { log } = console;
  const before = { ...process.env };
  console.log = (...values: unknown[]) => void logs.push(format(...values));
  Object.assign(process.env, input.env);
  try {
    const outcome = await runCase(handler as Parameters<typeof runCase>[0], { event, config, kvs, instance }, config);
    return { engine: "node", outcome, logs };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
    return { engine: "node", error: { name, message }, logs };
  } finally {
    console.log = log;
    process.env = before;
  }
}

function checkForm({ file: path, at, instance }: RunInput, file: string): void {
  const handler = readForm(path, file);
  if (handler.form === "none") throw new DiagnosticError([noHandler(file)]);
  if (handler.form === "native") {
    const engine = handler.runtime === "lambda-at-edge" ? "lambda" : "quickjs";
    throw DiagnosticError.of("FE-CLI-009", {
      subject: instance,
      at: { file },
      message: `'${instance}' is a handler in AWS's own form, and '--engine node' runs only handlers that use the SDK.`,
      fix: `Use '--engine ${engine}', or omit '--engine'.`,
    });
  }
  const wanted = at.endsWith("request") ? "request" : "response";
  if (handler.kind !== wanted) {
    throw DiagnosticError.of("FE-HND-008", {
      subject: instance,
      at: { file },
      message: `'${instance}' handles a ${handler.kind}, and the event is at ${at}.`,
      fix: `Give it an event ${handler.kind === "response" ? "with" : "without"} a 'response'.`,
    });
  }
}

function readForm(path: string, file: string): ReturnType<typeof inspectHandler> {
  try {
    return inspectHandler(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw DiagnosticError.of("FE-HND-016", { at: { file }, message: `can't be read: ${reason}` });
  }
}

async function parseConfig({ root, file, config, instance }: RunInput): Promise<unknown> {
  const path = join(dirname(file), "config.ts");
  const shown = pathIn(root, path);
  if (!existsSync(path)) {
    if (config === undefined) return undefined;
    throw DiagnosticError.of("FE-HND-004", {
      subject: instance,
      message: `'${instance}' takes no config: there is no ${shown}.`,
      fix: "Omit the config.",
    });
  }
  const { config: schema } = await importProjectFile(root, shown);
  if (!isSchema(schema)) {
    throw DiagnosticError.of("FE-HND-007", {
      at: { file: shown },
      message: "It must export a zod schema named 'config'.",
    });
  }
  const result = checkConfig(schema, config);
  if (result.success) return result.data;
  throw new DiagnosticError(
    result.mistakes.map(({ path: at, message, fix }) => {
      const key = showPath(["config", ...at]);
      return diagnose("FE-HND-005", {
        subject: key,
        message: `${key}: ${message}`,
        fix: [fix, `The schema is ${shown}.`].filter(Boolean).join(" "),
      });
    }),
  );
}

function isSchema(value: unknown): value is ConfigSchema {
  return typeof value === "object" && value !== null && "safeParse" in value;
}
