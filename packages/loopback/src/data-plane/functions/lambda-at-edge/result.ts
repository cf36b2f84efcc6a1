import { isDeepStrictEqual } from "node:util";
import { checkUri } from "@featheredge/aws-rules";
import type { EdgeCall, EdgeRequest, EdgeResponse, LambdaOrigin, OriginChange } from "../../edge-functions.ts";
import { InvalidResult } from "../failure.ts";
import { isRecord, returnedHeaders, type SplitHeaders } from "../headers.ts";
import { replacedBody } from "./body.ts";
import { headerEntries, shown } from "./header-entries.ts";
import { checkOrigin } from "./origin.ts";
import { responseOf } from "./response.ts";

export type Returned =
  | {
      readonly kind: "request";
      readonly request: EdgeRequest;
      readonly body?: Buffer | undefined;
      readonly origin?: OriginChange | undefined;
    }
  | { readonly kind: "response"; readonly response: EdgeResponse };

/**
 * What CloudFront makes of what a Lambda@Edge function returned.
 *
 * @param output as JSON has it
 * @throws InvalidResult where CloudFront would answer 502
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export function returnedBy(
  output: unknown,
  call: EdgeCall,
  request: SplitHeaders,
  response: SplitHeaders | undefined,
): Returned {
  if (isRecord(output) && "status" in output) {
    return { kind: "response", response: responseOf(output, call, response) };
  }
  const atRequest = call.event === "viewer-request" || call.event === "origin-request";
  if (atRequest && isRecord(output) && "uri" in output) return requestOf(output, call, request);
  throw new InvalidResult(
    `The function returned ${shown(output)}; at ${call.event} it must return ${atRequest ? "the request, or a response with a status" : "a response with a status"}. Return event.Records[0].cf.${atRequest ? "request" : "response"}.`,
  );
}

function requestOf(output: Record<string, unknown>, call: EdgeCall, before: SplitHeaders): Returned {
  const { method = call.request.method, uri, querystring = "", headers, body, origin } = output;
  if (method !== call.request.method) {
    throw new InvalidResult(
      `The function changed the method to ${shown(method)}; it is read-only. Leave it as it came.`,
    );
  }
  if (typeof uri !== "string" || typeof querystring !== "string") {
    throw new InvalidResult(
      `The function returned ${shown(uri)} for request.uri and ${shown(querystring)} for request.querystring; both must be strings.`,
    );
  }
  const problem = checkUri(uri, querystring);
  if (problem !== undefined) throw new InvalidResult(problem.message);
  const after = returnedHeaders(call.event, before, headerEntries(headers, "request.headers"));
  return {
    kind: "request",
    request: { method: call.request.method, uri, querystring, headers: after },
    body: replacedBody(body, call.event),
    origin: call.event === "origin-request" ? changedOrigin(origin, call.origin) : undefined,
  };
}

function changedOrigin(origin: unknown, before: LambdaOrigin | undefined): OriginChange | undefined {
  if (origin === undefined || isDeepStrictEqual(origin, JSON.parse(JSON.stringify(before ?? null)))) return undefined;
  return { kind: "replace", origin: checkOrigin(origin) };
}
