import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type EdgeEvent, edgeEvents } from "@featheredge/aws-rules";
import { DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { type ConfigSchema, checkConfig, showPath } from "@featheredge/edge-sdk/config";
import {
  type Case,
  caseSchema,
  type Expected,
  eventSchema,
  type GivenEvent,
  withDefaults,
} from "@featheredge/edge-sdk/testing";
import { pathIn } from "../project/root.ts";

/** The content of an event file. */
export interface EventFile extends Partial<Pick<Case, "expected">>, Pick<Case, "event" | "secrets" | "kvs"> {
  readonly at: EdgeEvent;
  /** The case's own config, or that of the `_config.json` next to it; undefined for a plain event. */
  readonly config: unknown;
}

/**
 * Reads an event of CloudFront Functions, or a case with one. The event says where it happens by its `eventType`; else
 * one with a response is a viewer response.
 * @throws {DiagnosticError} when it is neither, with all that is wrong with it.
 */
export function readEventFile(root: string, file: string): EventFile {
  const content = readJson(root, file);
  const shown = pathIn(root, file);
  if (!isRecord(content) || !isRecord(content.event)) {
    const event = checked(shown, eventSchema, explained(shown, content));
    return { event: withDefaults(event), at: locationOf(event), config: undefined, secrets: {}, kvs: {} };
  }
  const { event, config, secrets = {}, kvs = {}, expected } = checked(shown, caseSchema, content);
  const shared = join(dirname(file), "_config.json");
  return {
    event: withDefaults(event),
    at: locationOf(event),
    config: "config" in content || !existsSync(shared) ? config : readJson(root, shared),
    secrets,
    kvs,
    ...(expected === undefined ? {} : { expected: expected as Expected }),
  };
}

/** @throws {DiagnosticError} when there is no such file or it is not JSON. */
export function readJson(root: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw DiagnosticError.of("FE-CLI-006", {
      at: { file: pathIn(root, file) },
      message: `can't be read as JSON: ${error instanceof Error ? error.message : error}`,
    });
  }
}

function explained(file: string, content: unknown): unknown {
  if (isRecord(content) && "Records" in content) {
    throw DiagnosticError.of("FE-HND-023", {
      at: { file },
      message: "is an event of Lambda@Edge.",
      fix: "Write it as an event of CloudFront Functions: for Lambda@Edge, 'run' converts it.",
    });
  }
  if (isRecord(content) && "request" in content) return content;
  throw DiagnosticError.of("FE-HND-023", {
    at: { file },
    message:
      "is neither an event of CloudFront Functions, which has a 'request', nor a case, which has such an 'event'.",
  });
}

/** The value itself, since zod's copy lacks names such as `__proto__`. */
function checked<Output>(file: string, schema: ConfigSchema<Output>, value: unknown): Output {
  const result = checkConfig(schema, value);
  if (result.success) return value as Output;
  throw new DiagnosticError(
    result.mistakes.map(({ path, message, fix }) =>
      diagnose("FE-HND-023", { at: { file, key: showPath(path) }, message, fix }),
    ),
  );
}

function locationOf({ context, response }: GivenEvent): EdgeEvent {
  const type = edgeEvents.find((event) => event === context?.eventType);
  return type ?? (response === undefined ? "viewer-request" : "viewer-response");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
