import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sentences } from "@featheredge/diagnostics";
import { checkConfig, showPath } from "../config-errors/check-config.ts";
import type { NativeEvent } from "../native.ts";
import { caseSchema, type GivenCase, type GivenEvent } from "./case-schema.ts";
import type { OriginCall } from "./recorded-origin.ts";

/** An event of CloudFront Functions, the config of a handler, and the result that the handler should return. */
export interface Case {
  /** The file's name, for messages. */
  readonly file: string;
  /** The behavior that it shows, as a sentence. */
  readonly case: string;
  /** The case's own, or that of `_config.json`; not yet checked against the handler's schema. */
  readonly config: unknown;
  /** Parameters that Parameter Store must hold: see `startParameterStore`. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The entries of the KeyValueStore; the keys of dynamic fields begin with `<instance>/`. */
  readonly kvs: Readonly<Record<string, string>>;
  /** The handler's name among an environment's handlers: the name of its folder. */
  readonly instance: string;
  readonly event: NativeEvent;
  readonly expected: Expected;
}

export interface Expected {
  /** Expected parts of the request that goes on. */
  readonly request?: object;
  /** Expected calls on the origin, in order: see `OriginCall`. */
  readonly origin?: readonly OriginCall[];
  /** Expected parts of the response. */
  readonly response?: object;
  /** Names of headers that the result must not have, in lower case. */
  readonly absentHeaders?: readonly string[];
}

/**
 * The cases of a handler, sorted by file name.
 *
 * @param directory `<handler>/events`, with a `<name>.json` for each case, and `_config.json` and
 * `_secrets.json` for those that bring no config or secrets
 * @throws Error naming the file when one is not a case
 */
export function loadCases(directory: string): Case[] {
  const shared: Shared = {
    config: parseIfThere(path.join(directory, "_config.json")),
    secrets: (parseIfThere(path.join(directory, "_secrets.json")) ?? {}) as Case["secrets"],
    instance: path.basename(path.dirname(directory)),
  };
  const files = readdirSync(directory).filter((file) => file.endsWith(".json") && !file.startsWith("_"));
  return files.sort().map((file) => caseOf(file, parse(path.join(directory, file)), shared));
}

/** Defaults of a case. */
type Shared = Pick<Case, "config" | "secrets" | "instance">;

function parseIfThere(file: string): unknown {
  return existsSync(file) ? parse(file) : undefined;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function caseOf(file: string, value: unknown, shared: Shared): Case {
  const result = checkConfig(caseSchema, value);
  if (!result.success) {
    throw new Error(
      result.mistakes.map((mistake) => `${file}: ${showPath(mistake.path)}: ${sentences(mistake)}`).join("\n"),
    );
  }
  const { case: sentence, config = shared.config, secrets, kvs, event, expected } = value as GivenCase;
  if (sentence === undefined) throw new Error(`${file}: case: is missing; it must be a sentence.`);
  if (expected?.request === undefined && expected?.response === undefined) {
    throw new Error(`${file}: expected: must have a 'request' or a 'response'.`);
  }
  return {
    file,
    case: sentence,
    config,
    secrets: secrets ?? shared.secrets,
    kvs: kvs ?? {},
    instance: shared.instance,
    event: withDefaults(event),
    expected: expected as Expected,
  };
}

/** Adds the fields that CloudFront always sends; a case may omit those that it isn't about. */
export function withDefaults(event: GivenEvent): NativeEvent {
  const fields = { headers: {}, cookies: {} };
  const request = { method: "GET", uri: "/", querystring: {}, ...fields, ...event.request };
  const response = event.response && { response: { statusCode: 200, ...fields, ...event.response } };
  return { viewer: { ip: "198.51.100.1" }, ...event, request, ...response } as NativeEvent;
}
