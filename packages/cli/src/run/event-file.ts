import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type EdgeEvent, edgeEvents } from "@featheredge/aws-rules";
import type { Case } from "@featheredge/edge-sdk/testing";
import { UserError } from "../user-error.ts";

/** What an event file asks for. */
export interface EventFile extends Partial<Pick<Case, "expected">>, Pick<Case, "event" | "secrets" | "kvs"> {
  readonly at: EdgeEvent;
  /** The case's own config, or that of the `_config.json` beside it; undefined of a plain event. */
  readonly config: unknown;
}

/**
 * Reads an event of CloudFront Functions, or a case with one. The event says where it happens by its `eventType`; else
 * one with a response is a viewer response.
 * @throws {UserError} when it is neither.
 */
export function readEventFile(file: string): EventFile {
  const found = readJson(file);
  const isCase = isRecord(found) && isRecord(found.event);
  const event = isCase ? found.event : found;
  if (!isRecord(event) || !isRecord(event.request)) {
    throw new UserError(
      `${file} is neither an event of CloudFront Functions, which has a 'request', nor a case, which has such an 'event'.`,
    );
  }
  const shared = join(dirname(file), "_config.json");
  const given =
    isCase && "config" in found ? found.config : isCase && existsSync(shared) ? readJson(shared) : undefined;
  const { expected, secrets = {}, kvs = {} } = (isCase ? found : {}) as Partial<Case>;
  const whole = withDefaults(event);
  return {
    event: whole,
    at: placeOf(event),
    config: given,
    secrets,
    kvs,
    ...(expected === undefined ? {} : { expected }),
  };
}

/** @throws {UserError} when there is no such file or it is not JSON. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`${file} can't be read as JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function placeOf({ context, response }: Record<string, unknown>): EdgeEvent {
  const type = isRecord(context) ? context.eventType : undefined;
  return edgeEvents.find((event) => event === type) ?? (response === undefined ? "viewer-request" : "viewer-response");
}

/** CloudFront always sends these fields; a file may leave out those that it isn't about. */
function withDefaults(event: Record<string, unknown>): Case["event"] {
  const fields = { headers: {}, cookies: {} };
  const request = { method: "GET", uri: "/", querystring: {}, ...fields, ...(event.request as object) };
  const response = event.response === undefined ? {} : { response: { ...fields, ...(event.response as object) } };
  return { viewer: { ip: "198.51.100.1" }, ...event, request, ...response } as Case["event"];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
