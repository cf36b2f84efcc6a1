import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { NativeEvent } from "../native.ts";
import type { OriginCall } from "./recorded-origin.ts";

/** An event of CloudFront Functions, what a handler should make of it, and the config with which. */
export interface Case {
  /** The file's name, for messages. */
  readonly file: string;
  /** What it shows, as a sentence. */
  readonly case: string;
  /** The case's own, or that of `_config.json`; not yet checked against the handler's schema. */
  readonly config: unknown;
  /** Parameters that Parameter Store must hold: see `startParameterStore`. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What the KeyValueStore holds; the keys of dynamic fields begin with `<instance>/`. */
  readonly kvs: Readonly<Record<string, string>>;
  /** What the handler is called among an environment's handlers: the name of its folder. */
  readonly instance: string;
  readonly event: NativeEvent;
  readonly expected: Expected;
}

export interface Expected {
  /** What must be in the request that goes on. */
  readonly request?: object;
  /** What the origin must have been told, in order: see `OriginCall`. */
  readonly origin?: readonly OriginCall[];
  /** What must be in the response. */
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

/** What a case has when it brings none of its own. */
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

const keys = ["case", "config", "secrets", "kvs", "event", "expected"];
const expectedKeys = ["request", "origin", "response", "absentHeaders"];

function caseOf(file: string, value: unknown, shared: Shared): Case {
  const found = value as Partial<Case>;
  const unknown = Object.keys(found).filter((key) => !keys.includes(key));
  const unknownExpected = Object.keys(found.expected ?? {}).filter((key) => !expectedKeys.includes(key));
  if (unknown.length > 0 || unknownExpected.length > 0) {
    const wrong = [...unknown, ...unknownExpected.map((key) => `expected.${key}`)].join(", ");
    throw new Error(`${file}: unknown key ${wrong}. A case has ${keys.join(", ")}; expected has ${expectedKeys}`);
  }
  if (found.case === undefined || found.event?.request === undefined) {
    throw new Error(`${file}: a case needs 'case', a sentence, and 'event', with a request`);
  }
  if (found.expected?.request === undefined && found.expected?.response === undefined) {
    throw new Error(`${file}: a case needs 'expected.request' or 'expected.response'`);
  }
  return {
    file,
    case: found.case,
    config: "config" in found ? found.config : shared.config,
    secrets: found.secrets ?? shared.secrets,
    kvs: found.kvs ?? {},
    instance: shared.instance,
    event: withDefaults(found.event),
    expected: found.expected,
  };
}

/** CloudFront always sends these fields; a case may leave out those that it isn't about. */
function withDefaults(event: NativeEvent): NativeEvent {
  const { request, response } = event;
  const whole = { ...event, viewer: event.viewer ?? { ip: "198.51.100.1" } };
  whole.request = { ...request, method: request.method ?? "GET", uri: request.uri ?? "/" };
  whole.request.querystring = request.querystring ?? {};
  whole.request.headers = request.headers ?? {};
  whole.request.cookies = request.cookies ?? {};
  if (response !== undefined) {
    whole.response = { ...response, headers: response.headers ?? {}, cookies: response.cookies ?? {} };
  }
  return whole;
}
