import { checkGeneratedResponse, checkUri, cloudFrontFunctionQuotas } from "@featheredge/aws-rules";
import type { EdgeCall, EdgeRequest, EdgeResponse, HeaderList } from "../../edge-functions.ts";
import { InvalidResult } from "../failure.ts";
import { isRecord, returnedHeaders, type SplitHeaders } from "../headers.ts";
import { cookieHeader } from "./event.ts";
import { fieldValues, setCookieText } from "./fields.ts";

export type Returned =
  | { readonly kind: "request"; readonly request: EdgeRequest }
  | { readonly kind: "response"; readonly response: EdgeResponse };

/**
 * What CloudFront makes of what a CloudFront Function returned.
 *
 * @param output as JSON has it
 * @throws InvalidResult where CloudFront would answer 502
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function returnedBy(
  output: unknown,
  call: EdgeCall,
  request: SplitHeaders,
  response: SplitHeaders | undefined,
): Returned {
  if (isRecord(output) && "statusCode" in output) {
    return { kind: "response", response: responseOf(output, call, response) };
  }
  if (call.event === "viewer-request" && isRecord(output) && "uri" in output) {
    return { kind: "request", request: requestOf(output, call, request) };
  }
  const wanted = call.event === "viewer-request" ? "the request or a response" : "the response";
  throw new InvalidResult(
    `The function returned ${shown(output)}; at ${call.event} it must return ${wanted}. Return event.${call.event === "viewer-request" ? "request" : "response"}.`,
  );
}

function requestOf(output: Record<string, unknown>, call: EdgeCall, before: SplitHeaders): EdgeRequest {
  const { method = call.request.method, uri, headers, cookies, querystring } = output;
  if (method !== call.request.method) {
    throw new InvalidResult(
      `The function changed the method to ${shown(method)}; it is read-only. Leave it as it came.`,
    );
  }
  if (typeof uri !== "string") {
    throw new InvalidResult(`The function returned ${shown(uri)} for request.uri; it must be a string.`);
  }
  const query = fieldValues(querystring, "request.querystring").map(([name, { value }]) => `${name}=${value}`);
  const cookie = fieldValues(cookies, "request.cookies").map(([name, { value }]) => `${name}=${value}`);
  const text = unchanged(query, call.request.querystring, "&") ?? query.join("&");
  const problem = checkUri(uri, text);
  if (problem !== undefined) throw new InvalidResult(problem.message);
  const after = headerValues(headers, "request.headers");
  const given = cookieHeader(before.seen);
  const cookieText = unchanged(cookie, given, ";") ?? cookie.join("; ");
  if (cookieText !== "") after.push(["cookie", cookieText]);
  return { method: call.request.method, uri, querystring: text, headers: returnedHeaders(call.event, before, after) };
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

function responseOf(output: Record<string, unknown>, call: EdgeCall, before: SplitHeaders | undefined): EdgeResponse {
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
  const after = headerValues(headers, "response.headers");
  for (const [name, value] of fieldValues(cookies, "response.cookies")) {
    after.push(["set-cookie", setCookieText(name, value)]);
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

function headerValues(headers: unknown, place: string): [name: string, value: string][] {
  return fieldValues(headers, place).map(([name, { value }]) => [name, value]);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
