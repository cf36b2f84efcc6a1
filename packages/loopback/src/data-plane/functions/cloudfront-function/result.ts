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
import { InvalidResult } from "../failure.ts";
import { isRecord, returnedHeaders, type SplitHeaders } from "../headers.ts";
import { type Warn, warnOfUnknown } from "../properties.ts";
import { encodedUri } from "../uri-encoding.ts";
import { cookieHeader } from "./event.ts";
import { fieldValues, setCookieText } from "./fields.ts";

export type Returned =
  | { readonly kind: "request"; readonly request: EdgeRequest }
  | { readonly kind: "response"; readonly response: EdgeResponse };

/** What a CloudFront Function was given, and what CloudFront kept from it. */
export interface Given {
  readonly call: EdgeCall;
  readonly event: CloudFrontFunctionEvent;
  readonly request: SplitHeaders;
  readonly response: SplitHeaders | undefined;
}

const requestProperties = new Set(["method", "uri", "querystring", "headers", "cookies", "rawQueryString"]);
const responseProperties = new Set(["statusCode", "statusDescription", "headers", "cookies", "body"]);

/**
 * What CloudFront makes of what a CloudFront Function returned.
 *
 * @param output as JSON has it
 * @param warn is called with what CloudFront ignores
 * @throws InvalidResult where CloudFront would answer 502
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
    const problem = checkStatusKey("cloudfront-function", "status", [output.status], true);
    if (problem !== undefined) throw new InvalidResult(problem.message);
  }
  const wanted = event === "viewer-request" ? "the request or a response" : "the response";
  throw new InvalidResult(
    `The function returned ${shown(output)}; at ${event} it must return ${wanted}. Return event.${event === "viewer-request" ? "request" : "response"}.`,
  );
}

function requestOf(output: Record<string, unknown>, { call, event, request: before }: Given): EdgeRequest {
  const { method = call.request.method, uri, headers, cookies, querystring } = output;
  if (method !== call.request.method) {
    throw new InvalidResult(
      `The function changed the method to ${shown(method)}; it is read-only. Leave it as it came.`,
    );
  }
  if (typeof uri !== "string") {
    throw new InvalidResult(`The function returned ${shown(uri)} for request.uri; it must be a string.`);
  }
  const cookie = pairsOf(cookies, event.request.cookies, "request.cookies");
  const path = encodedUri(uri);
  const query = encodedUri(queryOf(querystring, call.request.querystring, event.request.querystring));
  const problem = checkUri(path, query);
  if (problem !== undefined) throw new InvalidResult(problem.message);
  const after = headerValues(headers, event.request.headers, "request.headers");
  const cookieText = unchanged(cookie, cookieHeader(before.seen), ";") ?? cookie.join("; ");
  if (cookieText !== "") after.push(["Cookie", cookieText]);
  const { method: same } = call.request;
  return { method: same, uri: path, querystring: query, headers: returnedHeaders(call.event, before, after) };
}

/** A function may return the query as a string, as some of AWS's examples do; `?` at its start is not part of it. */
function queryOf(returned: unknown, came: string, given: Fields): string {
  if (typeof returned === "string") return returned.replace(/^\?/, "");
  const pairs = pairsOf(returned, given, "request.querystring");
  return unchanged(pairs, came, "&") ?? pairs.join("&");
}

function pairsOf(returned: unknown, given: Fields, place: string): string[] {
  return fieldValues(returned, given, place).map(([name, { value }]) => `${name}=${value}`);
}

/** The text as it came, where the fields still say the same: `a` stays `a` and does not become `a=`. */
function unchanged(fields: readonly string[], text: string, separator: string): string | undefined {
  if (text === "") return fields.length === 0 ? "" : undefined;
  const came: string[] = [];
  for (const part of text.split(separator)) {
    const trimmed = part.trim();
    if (trimmed !== "") came.push(trimmed.includes("=") ? trimmed : `${trimmed}=`);
  }
  if (came.length !== fields.length) return undefined;
  const [sortedCame, sortedFields] = [came.toSorted(), fields.toSorted()];
  return sortedCame.every((part, index) => part === sortedFields[index]) ? text : undefined;
}

function responseOf(output: Record<string, unknown>, { call, event, response: before }: Given): EdgeResponse {
  const { statusCode, statusDescription, headers, cookies, body } = output;
  if (typeof statusCode !== "number") {
    throw new InvalidResult(
      `The function returned ${shown(statusCode)} for response.statusCode; it must be a number. Write 302, not "302".`,
    );
  }
  const [problem] = checkGeneratedResponse("cloudfront-function", call.event, { status: statusCode });
  if (problem !== undefined) throw new InvalidResult(problem.message);
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
  const { value: most } = cloudFrontFunctionQuotas.generatedBodyBytes;
  if (bytes.length > most) {
    throw new InvalidResult(
      `The function returned a body of ${bytes.length} B; CloudFront takes ${most} B. Shorten it.`,
    );
  }
  return bytes;
}

function headerValues(headers: unknown, given: Fields, place: string): [name: string, value: string][] {
  return fieldValues(headers, given, place).map(([name, { value }]) => {
    const problem = checkHeaderCase(name);
    if (problem !== undefined) throw new InvalidResult(`${place}: ${problem.message}`);
    return [capitalizedName(name), value];
  });
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
