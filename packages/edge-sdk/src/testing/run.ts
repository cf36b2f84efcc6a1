import { viewerRequestAsync, viewerResponseAsync } from "../cloudfront-function.ts";
import type { NativeEvent, NativeRequest, NativeResponse } from "../native.ts";
import type { RequestEventHandler, ResponseEventHandler } from "../types.ts";
import type { Case } from "./cases.ts";

/** What a handler made of an event, in the shape of CloudFront Functions: one of the two. */
export interface Outcome {
  readonly request?: NativeRequest;
  readonly response?: NativeResponse;
}

/**
 * Runs the portable form of a handler in Node.
 *
 * @param config checked by the caller against the handler's schema; the case's own when left out
 */
export async function runCase(
  handler: RequestEventHandler<never> | ResponseEventHandler<never>,
  { event, config: own }: Pick<Case, "event" | "config">,
  config: unknown = own,
): Promise<Outcome> {
  // A copy, so that a case can run again.
  const copy: NativeEvent = structuredClone(event);
  const result = await runChain(handler, config, copy);
  const plain = JSON.parse(JSON.stringify(result));
  return "statusCode" in plain ? { response: plain } : { request: plain };
}

function runChain(
  handler: RequestEventHandler<never> | ResponseEventHandler<never>,
  config: unknown,
  event: NativeEvent,
): Promise<NativeRequest | NativeResponse> {
  if (handler.event === "viewer-request" || handler.event === "origin-request") {
    return viewerRequestAsync([[handler as RequestEventHandler<never>, config]])(event);
  }
  return viewerResponseAsync([[handler as ResponseEventHandler<never>, config]])(event);
}
