import { bindAll } from "../dynamic/mark.ts";
import type { NativeEvent, NativeRequest, NativeResponse } from "../native.ts";
import { requestOf } from "../request.ts";
import { nativeResponse, responseOf } from "../response.ts";
import type { KeyValueStore, RequestEventHandler, Response, ResponseEventHandler } from "../types.ts";
import type { Case } from "./cases.ts";
import { type OriginCall, recordedOrigin } from "./recorded-origin.ts";

/** The result of a handler, in the shape of CloudFront Functions: a request or a response. */
export interface Outcome {
  readonly request?: NativeRequest;
  readonly response?: NativeResponse;
  /** Calls on the origin, in order; undefined when there were none. */
  readonly origin?: readonly OriginCall[];
}

type AnyHandler = RequestEventHandler<never> | ResponseEventHandler<never>;

/**
 * Runs the portable form of a handler in Node. Dynamic fields of the config read the case's `kvs`, under the keys that
 * the compiler would give them.
 *
 * @param config checked by the caller against the handler's schema; @default the case's own
 */
export async function runCase(
  handler: AnyHandler,
  found: Pick<Case, "event" | "config"> & Partial<Pick<Case, "kvs" | "instance">>,
  config: unknown = found.config,
): Promise<Outcome> {
  const values = new Map(Object.entries(found.kvs ?? {}));
  const kvs: KeyValueStore = { get: async (key) => values.get(key) };
  const calls: OriginCall[] = [];
  // A copy, so that a case can run again.
  const event: NativeEvent = { ...structuredClone(found.event), origin: recordedOrigin(calls) };
  const result = await handle(handler, event, { config: bindAll(config, found.instance ?? "", kvs) as never, kvs });
  const plain = JSON.parse(JSON.stringify(result));
  const origin = calls.length > 0 ? { origin: calls } : {};
  return "statusCode" in plain ? { response: plain, ...origin } : { request: plain, ...origin };
}

async function handle(handler: AnyHandler, event: NativeEvent, context: { config: never; kvs: KeyValueStore }) {
  const request = requestOf(event);
  if (isForRequests(handler)) {
    const result = await handler.handle(request, context);
    return result === request ? event.request : nativeResponse(result as Response);
  }
  const response = responseOf(event.response as NativeResponse);
  return nativeResponse(await handler.handle(response, { ...context, request }));
}

function isForRequests(handler: AnyHandler): handler is RequestEventHandler<never> {
  return handler.event === "viewer-request" || handler.event === "origin-request";
}
