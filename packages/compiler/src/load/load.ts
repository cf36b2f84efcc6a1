import { existsSync } from "node:fs";
import path from "node:path";
import type { EdgeRuntime } from "@featheredge/aws-rules";
import { type Diagnostic, diagnose, isRuleId, locate, type SourcePosition } from "@featheredge/diagnostics";
import { checkConfig, type DynamicField, showPath } from "@featheredge/edge-sdk/config";
import { takeDynamic } from "../inline-config/dynamic-constant.ts";
import { toLiteral } from "../inline-config/literal.ts";
import { checkNative } from "../native/check-native.ts";
import type { NativeHandler } from "../native/native-handler.ts";
import { type Problems, suggest } from "../problems.ts";
import type { SourceFiles } from "../source/source-files.ts";
import { compare } from "../source/text.ts";
import type { BuildInput, HandlerInput } from "../types.ts";
import { shownAccessKey } from "../verify/access-keys.ts";
import { diagnoseAccessKey } from "../verify/mistakes/diagnose.ts";
import { below } from "./below.ts";
import { loadConfigSchema } from "./config-schema.ts";
import type { HandlerDeclaration } from "./handler-file.ts";
import { handlerFileOf, handlerFolders } from "./handler-folders.ts";

/** A handler as one environment configures it, read and checked. */
export interface LoadedHandler {
  /** Its key below `handlers`. */
  readonly name: string;
  readonly folder: string;
  /** Absolute path of its `handler.ts` or `handler.js`. */
  readonly file: string;
  /** With the schema's defaults filled in, and a `DynamicConstant` for each dynamic field. */
  readonly config: unknown;
  /** The fields of its config that live in the KeyValueStore. */
  readonly dynamic: readonly DynamicField[];
  readonly pin: EdgeRuntime | undefined;
  /** Undefined when the source does not parse: the bundler reports why, at the line. */
  readonly declaration: HandlerDeclaration | undefined;
  /** Set when it is in AWS's own form, for one runtime. */
  readonly native: NativeHandler | undefined;
}

/** Reads a handler's declaration; the build passes a function that remembers its results. */
export type ReadDeclaration = (source: string) => Promise<HandlerDeclaration | NativeHandler | undefined>;

/** Loads every configured handler: its folder, its config against its schema, and what its source declares. */
export async function loadHandlers(
  input: BuildInput,
  files: SourceFiles,
  problems: Problems,
  readDeclaration: ReadDeclaration,
): Promise<Map<string, LoadedHandler>> {
  const loaded = new Map<string, LoadedHandler>();
  const entries = Object.entries(input.handlers).sort(([a], [b]) => compare(a, b));
  const results = await Promise.all(
    entries.map(([name, entry]) => loadHandler(name, entry, input, files, problems, readDeclaration)),
  );
  for (const handler of results) if (handler !== undefined) loaded.set(handler.name, handler);
  return loaded;
}

async function loadHandler(
  name: string,
  entry: HandlerInput,
  input: BuildInput,
  files: SourceFiles,
  problems: Problems,
  readDeclaration: ReadDeclaration,
): Promise<LoadedHandler | undefined> {
  const at = { file: input.environmentFile, key: `handlers.${name}` };
  const folder = path.join(input.handlersDirectory, entry.handler);
  const file = handlerFileOf(folder);
  const source = file === undefined ? undefined : files.get(file);
  if (file === undefined || source === undefined) {
    problems.add(missing(at, entry.handler, input.handlersDirectory, files));
    return undefined;
  }
  const checked = await readConfig(at, path.join(folder, "config.ts"), entry.config, files, problems);
  const { config, dynamic } = takeDynamic(entry.renamedFrom?.[0] ?? name, checked);
  checkLiteral(at, config, problems);
  checkAccessKeys(below(at, "config"), entry.config, problems);
  checkAccessKeys(below(at, "keyValueStore"), entry.keyValueStore, problems);
  let declaration: HandlerDeclaration | undefined;
  let native: NativeHandler | undefined;
  try {
    const declared = await readDeclaration(source.text);
    if (declared?.kind === "native") native = declared;
    else declaration = declared;
    if (declared === undefined) {
      problems.add(noHandler(files.relative(file)));
      return undefined;
    }
  } catch {
    // Does not parse; the bundle stage reports it at the author's line.
  }
  if (native !== undefined) native = checkNative(at, files.relative(file), entry, native, problems);
  return { name, folder: entry.handler, file, config, dynamic, pin: entry.runtime, declaration, native };
}

/** Reports an AWS access key in a handler's config, which becomes a part of the function's code, at its key. */
function checkAccessKeys(at: SourcePosition, value: unknown, problems: Problems): void {
  if (typeof value === "string") {
    const shown = shownAccessKey(value);
    if (shown !== undefined) problems.add(locate(diagnoseAccessKey(shown), at));
  } else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) checkAccessKeys({ ...at, key: `${at.key}[${index}]` }, one, problems);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      // A key may be the secret itself, as in a record.
      if (shownAccessKey(key) === undefined) checkAccessKeys(below(at, key), one, problems);
      else checkAccessKeys(at, key, problems);
    }
  }
}

/** Reports a file whose default export is not a handler. */
export function noHandler(file: string): Diagnostic {
  return diagnose("FE-HND-003", {
    at: { file },
    message: "its default export is not a handler.",
    fix: 'Write `export default onViewerRequest((request) => …)`, or onOriginRequest, onOriginResponse, onViewerResponse, imported from "@featheredge/edge-sdk"; or, in AWS\'s own form, `function handler(event)`.',
  });
}

function missing(at: SourcePosition, folder: string, directory: string, files: SourceFiles): Diagnostic {
  const shown = files.relative(path.join(directory, folder));
  if (existsSync(path.join(directory, folder))) {
    return diagnose("FE-HND-002", {
      at,
      message: `'${folder}' has no handler.ts or handler.js.`,
      fix: `Write ${shown}/handler.ts, or name another handler by the key 'handler'.`,
    });
  }
  return diagnose("FE-HND-002", {
    at,
    message: `there is no handler '${folder}' in ${files.relative(directory)}/.`,
    fix: `${suggest(folder, handlerFolders(directory))} Write ${shown}/handler.ts, or name another folder by the key 'handler'.`,
  });
}

async function readConfig(
  at: SourcePosition,
  schemaFile: string,
  value: unknown,
  files: SourceFiles,
  problems: Problems,
): Promise<unknown> {
  const source = files.get(schemaFile);
  const shown = files.relative(schemaFile);
  if (source === undefined) {
    if (value !== undefined) {
      problems.add(
        diagnose("FE-HND-004", {
          at: below(at, "config"),
          message: `this handler takes no config: there is no ${shown}.`,
          fix: "Remove the key, or export a zod schema named 'config' there.",
        }),
      );
    }
    return undefined;
  }
  try {
    const schema = await loadConfigSchema(schemaFile, source.hash);
    const result = checkConfig(schema, value);
    if (result.success) return result.data;
    for (const mistake of result.mistakes) {
      const position = below(at, showPath(["config", ...mistake.path]));
      const fix = [mistake.fix, `The schema is ${shown}.`].filter(Boolean).join(" ");
      const { rule = "" } = mistake;
      problems.add(diagnose(isRuleId(rule) ? rule : "FE-HND-005", { at: position, message: mistake.message, fix }));
    }
    return undefined;
  } catch (error) {
    problems.add(
      diagnose("FE-HND-007", {
        at: { file: shown },
        message: `can't be loaded: ${firstLine(error)}.`,
        fix: "It must export a zod schema named 'config'.",
      }),
    );
    return undefined;
  }
}

function checkLiteral(at: SourcePosition, config: unknown, problems: Problems): void {
  const literal = toLiteral(config);
  if ("what" in literal) {
    problems.add(
      diagnose("FE-HND-006", {
        at: below(at, `config${literal.path}`),
        message: `${literal.what} can't be made a constant of the bundle.`,
        fix: "Let the schema give strings, numbers, booleans, null, arrays and plain objects.",
      }),
    );
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? text).replace(/\.$/, "");
}
