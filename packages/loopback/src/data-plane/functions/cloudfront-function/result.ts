import {
  checkGeneratedResponse,
  checkHeaderCase,
  checkStatusKey,
  checkUri,
  cloudFrontFunctionQuotas,
} from "@featheredge/aws-rules";
import type { CloudFrontFunctionEvent, Fields } from "@featheredge/runtimes";
import type { EdgeCall, EdgeRequest, EdgeResponse } from "../../base/edge-functions.ts";
import { capitalizedName, type HeaderList } from "../../http/headers.ts";
import { InvalidResult, rejectIf } from "../failure.ts";
import { returnedHeaders, type SplitHeaders } from "../headers.ts";
import { isRecord, shown, type Warn, warnOfUnknown } from "../returned-values.ts";
import { encodedUri } from "../uri-encoding.ts";
import { cookieHeader } from "./event.ts";
import { fieldValues, setCookieText } from "./fields.ts";

/** The request or response that a function returned. */
export type Returned =
  | { readonly kind: "request"; readonly request: EdgeRequest }
  | { readonly kind: "response"; readonly response: EdgeResponse };

/** The call of a CloudFront Function, its event, and the headers that CloudFront hides from it. */
export interface Given {
  readonly call: EdgeCall;
  readonly event: CloudFrontFunctionEvent;
  readonly request: SplitHeaders;
  readonly response: SplitHeaders | undefined;
}

const requestProperties = new Set(["method", "uri", "querystring", "headers", "cookies", "rawQueryString"]);
const responseProperties = new Set(["statusCode", "statusDescription", "headers", "cookies", "body"]);

/**
 * Validates and converts the result of a CloudFront Function, as CloudFront does.
 *
 * @param output the result, after a round trip through JSON
 * @param warn is called for each value that CloudFront ignores
 * @throws InvalidResult if CloudFront would answer 502
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function returnedBy(output: unknown, given: Given, warn: Warn): Returned {
  const { event } = given.call;
  if (isRecord(output) && "statusCode" in output) {
    warnOfUnknown(output, responseProperties, "response", warn);
    return { kind: "response", response: responseOf(output, given) };
  }
  if (event === "viewer-request" && isRecord(output) && "uri" in output) {
    warnOfUnknown(output, requestProperties, "request", warn);
    return { kind: "request", request: requestOf(output, given) };
  }
  if (isRecord(output) && "status" in output) {
    rejectIf(checkStatusKey("cloudfront-function", "status", [output.status], true));
  }
  const expected = event === "viewer-request" ? "the request or a response" : "the response";
  throw new InvalidResult(
    `The function returned ${shown(output)}; at ${event} it must return ${expected}. Return event.${event === "viewer-request" ? "request" : "response"}.`,
  );
}

function requestOf(output: Record<string, unknown>, { call, event, request: before }: Given): EdgeRequest {
  const { method = call.request.method, uri, headers, cookies, querystring } = output;
  if (method !== call.request.method) {
    throw new InvalidResult(
      `The function changed the method to ${shown(method)}; it is read-only. Return it unchanged.`,
    );
  }
  if (typeof uri !== "string") {
    throw new InvalidResult(`The function returned ${shown(uri)} for request.uri; it must be a string.`);
  }
  const path = encodedUri(uri);
  const query = encodedUri(queryOf(querystring, call.request.querystring, event.request.querystring));
  rejectIf(checkUri(path, query));
  const isSame = headers === event.request.headers && cookies === event.request.cookies;
  if (isSame && keepsOrder(call.request.headers, before, event.request.headers)) {
    return { method: call.request.method, uri: path, querystring: query, headers: call.request.headers };
  }
  const after = headerValues(headers, event.request.headers, "request.headers");
  const cookieText = cookiesOf(cookies, cookieHeader(before.visible), event.request.cookies);
  if (cookieText !== "") after.push(["Cookie", cookieText]);
  const { method: same } = call.request;
  return { method: same, uri: path, querystring: query, headers: returnedHeaders(call.event, before, after) };
}

/**
 * True if headers that a function did not change come back as they were: none is hidden or repeated, the only Cookie
 * header is last, and no name is a number, which would come first in an object.
 *
 * @param fields the headers in the event, without cookies
 */
function keepsOrder(headers: HeaderList, { hidden }: SplitHeaders, fields: Fields): boolean {
  const names = Object.keys(fields);
  if (hidden.length > 0 || /^\d/.test(names[0] ?? "")) return false;
  const [name, value] = headers.at(-1) ?? ["", ""];
  const cookies = name.toLowerCase() === "cookie" && value !== "" ? 1 : 0;
  // A Cookie header before the last one is in neither number, and a repeated header is in one of them.
  return headers.length === names.length + cookies;
}

function cookiesOf(returned: unknown, original: string, given: Fields): string {
  if (returned === given) return original;
  const cookies = pairsOf(returned, given, "request.cookies");
  return unchanged(cookies, original, ";") ?? cookies.join("; ");
}

/** Reads the query, which may also be a string, as in some of AWS's examples. A leading `?` is not part of it. */
function queryOf(returned: unknown, original: string, given: Fields): string {
  if (returned === given) return original;
  if (typeof returned === "string") return returned.replace(/^\?/, "");
  const pairs = pairsOf(returned, given, "request.querystring");
  return unchanged(pairs, original, "&") ?? pairs.join("&");
}

function pairsOf(returned: unknown, given: Fields, property: string): string[] {
  return fieldValues(returned, given, property).map(([name, { value }]) => `${name}=${value}`);
}

/** The original text if the fields are unchanged, so that `a` stays `a` and does not become `a=`. */
function unchanged(fields: readonly string[], text: string, separator: string): string | undefined {
  if (text === "") return fields.length === 0 ? "" : undefined;
  const before: string[] = [];
  for (const part of text.split(separator)) {
    const trimmed = part.trim();
    if (trimmed !== "") before.push(trimmed.includes("=") ? trimmed : `${trimmed}=`);
  }
  if (before.length !== fields.length) return undefined;
  const [sortedBefore, sortedFields] = [before.toSorted(), fields.toSorted()];
  return sortedBefore.every((part, index) => part === sortedFields[index]) ? text : undefined;
}

function responseOf(output: Record<string, unknown>, { call, event, response: before }: Given): EdgeResponse {
  const { statusCode, statusDescription, headers, cookies, body } = output;
  if (typeof statusCode !== "number") {
    throw new InvalidResult(
      `The function returned ${shown(statusCode)} for response.statusCode; it must be a number. Write 302, not "302".`,
    );
  }
  const [problem] = checkGeneratedResponse("cloudfront-function", call.event, { status: statusCode });
  rejectIf(problem);
  if (statusDescription !== undefined && typeof statusDescription !== "string") {
    throw new InvalidResult(
      `The function returned ${shown(statusDescription)} for response.statusDescription; it must be a string.`,
    );
  }
  const given = event.response ?? { headers: {}, cookies: {} };
  const after = headerValues(headers, given.headers, "response.headers");
  for (const [name, value] of fieldValues(cookies, given.cookies, "response.cookies")) {
    after.push(["Set-Cookie", setCookieText(name, value)]);
  }
  return {
    status: statusCode,
    statusDescription,
    headers: returnedHeaders(call.event, before, after) satisfies HeaderList,
    body: body === undefined || body === null ? undefined : bodyOf(body),
  };
}

function bodyOf(body: unknown): Buffer {
  const { encoding = "text", data } = isRecord(body) ? body : { data: body };
  if (typeof data !== "string" || (encoding !== "text" && encoding !== "base64")) {
    throw new InvalidResult(
      `The function returned ${shown(body)} for response.body; it must be a string, or an object with a string as 'data' and 'text' or 'base64' as 'encoding'.`,
    );
  }
  const bytes = Buffer.from(data, encoding === "base64" ? "base64" : "utf8");
  const { value: maxBytes } = cloudFrontFunctionQuotas.generatedBodyBytes;
  if (bytes.length > maxBytes) {
    throw new InvalidResult(
      `The function returned a body of ${bytes.length} B; CloudFront accepts ${maxBytes} B. Shorten it.`,
    );
  }
  return bytes;
}

function headerValues(headers: unknown, given: Fields, property: string): [name: string, value: string][] {
  return fieldValues(headers, given, property).map(([name, { value }]) => {
    rejectIf(checkHeaderCase(name), property);
    return [capitalizedName(name), value];
  });
}
