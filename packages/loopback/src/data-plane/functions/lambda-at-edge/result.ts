import { isDeepStrictEqual } from "node:util";
import { checkStatusKey, checkUri } from "@featheredge/aws-rules";
import type { EdgeCall, EdgeRequest, EdgeResponse, LambdaOrigin, OriginChange } from "../../base/edge-functions.ts";
import { InvalidResult, rejectIf } from "../failure.ts";
import { returnedHeaders, type SplitHeaders } from "../headers.ts";
import { isRecord, shown, type Warn, warnOfUnknown } from "../returned-values.ts";
import { encodedUri } from "../uri-encoding.ts";
import { replacedBody } from "./body.ts";
import { headerEntries } from "./header-entries.ts";
import { checkOrigin } from "./origin.ts";
import { responseOf } from "./response.ts";

/** The request or response that a function returned. */
export type Returned =
  | {
      readonly kind: "request";
      readonly request: EdgeRequest;
      readonly body?: Buffer | undefined;
      readonly origin?: OriginChange | undefined;
    }
  | { readonly kind: "response"; readonly response: EdgeResponse };

const requestProperties = new Set(["clientIp", "method", "uri", "querystring", "headers", "body", "origin"]);

/**
 * Validates and converts the result of a Lambda@Edge function, as CloudFront does.
 *
 * @param output the result, after a round trip through JSON
 * @param warn is called for each value that CloudFront ignores, or accepts although AWS's page says otherwise
 * @throws InvalidResult if CloudFront would answer 502
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export function returnedBy(
  output: unknown,
  call: EdgeCall,
  request: SplitHeaders,
  response: SplitHeaders | undefined,
  warn: Warn,
): Returned {
  if (isRecord(output) && "status" in output) {
    return { kind: "response", response: responseOf(output, call, response, warn) };
  }
  const atRequest = call.event === "viewer-request" || call.event === "origin-request";
  if (atRequest && isRecord(output) && "uri" in output) {
    warnOfUnknown(output, requestProperties, "request", warn);
    return requestOf(output, call, request, warn);
  }
  if (isRecord(output) && "statusCode" in output) {
    rejectIf(checkStatusKey("lambda-at-edge", "statusCode", [output.statusCode], true));
  }
  throw new InvalidResult(
    `The function returned ${shown(output)}; at ${call.event} it must return ${atRequest ? "the request, or a response with a status" : "a response with a status"}. Return event.Records[0].cf.${atRequest ? "request" : "response"}.`,
  );
}

function requestOf(output: Record<string, unknown>, call: EdgeCall, before: SplitHeaders, warn: Warn): Returned {
  const { method = call.request.method, uri, querystring = "", headers, body, origin } = output;
  if (method !== call.request.method) {
    throw new InvalidResult(
      `The function changed the method to ${shown(method)}; it is read-only. Return it unchanged.`,
    );
  }
  if (typeof uri !== "string" || typeof querystring !== "string") {
    throw new InvalidResult(
      `The function returned ${shown(uri)} for request.uri and ${shown(querystring)} for request.querystring; both must be strings.`,
    );
  }
  const [path, query] = [encodedUri(uri), encodedUri(querystring)];
  rejectIf(checkUri(path, query));
  const after = returnedHeaders(call.event, before, headerEntries(headers, "request.headers", warn));
  return {
    kind: "request",
    request: { method: call.request.method, uri: path, querystring: query, headers: after },
    body: replacedBody(body, call.event),
    origin: call.event === "origin-request" ? changedOrigin(origin, call.origin) : undefined,
  };
}

function changedOrigin(origin: unknown, before: LambdaOrigin | undefined): OriginChange | undefined {
  if (origin === undefined) return undefined;
  const beforeText = JSON.stringify(before ?? null);
  // Most functions return the origin as it was, properties in their order, so the texts are equal.
  if (JSON.stringify(origin) === beforeText || isDeepStrictEqual(origin, JSON.parse(beforeText))) return undefined;
  return { kind: "replace", origin: checkOrigin(origin) };
}
