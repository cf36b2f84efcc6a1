import { queryOf } from "./fields.ts";
import type { LambdaHeaders, LambdaRequest, LambdaResponse } from "./lambda-event.ts";
import {
  cookiesFromLambda,
  headersFromLambda,
  headersToLambda,
  queryFromLambda,
  setCookiesFromLambda,
  setCookieValues,
} from "./lambda-fields.ts";
import type { NativeRequest, NativeResponse } from "./native.ts";

/** A request in the neutral form. */
export function requestFromLambda(request: LambdaRequest): NativeRequest {
  const { body } = request;
  return {
    method: request.method,
    uri: request.uri,
    querystring: queryFromLambda(request.querystring),
    headers: headersFromLambda(request.headers),
    cookies: cookiesFromLambda(request.headers),
    ...(body === undefined ? {} : { body: textOf(body), bodyTruncated: body.inputTruncated }),
  };
}

/** A request without a body has an empty one in Lambda@Edge's event. */
function textOf({ data, encoding }: NonNullable<LambdaRequest["body"]>): string | undefined {
  if (data === "") return undefined;
  return encoding === "base64" ? Buffer.from(data, "base64").toString() : data;
}

/** Lambda@Edge's own request with the changes of the neutral one. Its origin is not changed here. */
export function requestToLambda(native: NativeRequest, original: LambdaRequest): LambdaRequest {
  const before = queryOf(queryFromLambda(original.querystring)).toString();
  const after = queryOf(native.querystring).toString();
  original.uri = native.uri;
  // The neutral form can't distinguish `?a` from `?a=`: a query that no handler changed stays as the viewer wrote it.
  if (after !== before) original.querystring = after;
  const cookie = original.headers.cookie;
  original.headers = headersToLambda(native.headers, original.headers);
  if (cookie !== undefined) original.headers.cookie = cookie;
  if (native.body !== (original.body && textOf(original.body))) {
    original.body = { action: "replace", encoding: "text", data: native.body ?? "" };
  }
  return original;
}

/** A response in the neutral form. */
export function responseFromLambda(response: LambdaResponse): NativeResponse {
  const { statusDescription } = response;
  return {
    statusCode: Number(response.status),
    ...(statusDescription === undefined ? {} : { statusDescription }),
    headers: headersFromLambda(response.headers),
    cookies: setCookiesFromLambda(response.headers),
  };
}

/**
 * A neutral response in Lambda@Edge's form.
 *
 * @param original the response in the event; undefined if a handler generated this one
 */
export function responseToLambda(native: NativeResponse, original?: LambdaResponse): LambdaResponse {
  const { statusCode, statusDescription, body } = native;
  const headers = headersToLambda(native.headers, original?.headers ?? {});
  addSetCookie(headers, setCookieValues(native.cookies), original?.headers);
  return {
    status: String(statusCode),
    ...(statusDescription === undefined ? {} : { statusDescription }),
    headers,
    ...(body === undefined ? {} : { body, bodyEncoding: "text" }),
  };
}

function addSetCookie(headers: LambdaHeaders, values: readonly string[], original: LambdaHeaders = {}): void {
  if (values.length === 0) return;
  const before = setCookieValues(setCookiesFromLambda(original));
  const same = values.length === before.length && values.every((value, index) => value === before[index]);
  const entries = same ? original["set-cookie"] : undefined;
  headers["set-cookie"] = entries ?? values.map((value) => ({ key: "Set-Cookie", value }));
}
