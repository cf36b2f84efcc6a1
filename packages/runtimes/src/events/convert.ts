import type { EdgeEvent } from "@featheredge/aws-rules";
import type {
  CloudFrontFunctionEvent,
  CloudFrontFunctionRequest,
  CloudFrontFunctionResponse,
  EdgeOutcome,
  Fields,
} from "./cloudfront-function-event.ts";
import {
  cookieFields,
  cookieText,
  headerFields,
  lambdaHeaders,
  queryFields,
  queryText,
  setCookieFields,
  setCookieTexts,
  valuesOf,
} from "./fields.ts";
import type { LambdaAtEdgeEvent, LambdaAtEdgeRequest, LambdaAtEdgeResponse } from "./lambda-at-edge-event.ts";

/**
 * What Lambda@Edge would get where a CloudFront Function gets `event`.
 *
 * At viewer request it lacks the headers `CloudFront-*`: CloudFront adds them for CloudFront Functions before, for
 * Lambda@Edge after that event.
 *
 * @param type the event at which the function sits; it decides what the event holds
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export function toLambdaEvent(event: CloudFrontFunctionEvent, type: EdgeEvent): LambdaAtEdgeEvent {
  const { context = {}, viewer, request, response } = event;
  const config = {
    distributionDomainName: context.distributionDomainName ?? "d111111abcdef8.cloudfront.net",
    distributionId: context.distributionId ?? "EDFDVBD6EXAMPLE",
    eventType: type,
    requestId: context.requestId ?? "EXAMPLE-REQUEST-ID",
  };
  const cf = { config, request: lambdaRequest(request, viewer?.ip ?? "198.51.100.1", type) };
  const answered = type === "viewer-response" || type === "origin-response";
  return { Records: [{ cf: answered && response !== undefined ? { ...cf, response: lambdaResponse(response) } : cf }] };
}

/**
 * What a Lambda@Edge function returned, in the neutral form.
 *
 * @param event what the function was given, before `toLambdaEvent`
 * @param type as given to `toLambdaEvent`
 * @throws TypeError when it is neither a request nor a response: CloudFront would answer 502
 */
export function fromLambdaResult(
  result: unknown,
  event: CloudFrontFunctionEvent,
  type: EdgeEvent = "viewer-request",
): EdgeOutcome {
  if (isRecord(result) && "status" in result)
    return { response: neutralResponse(result as Partial<LambdaAtEdgeResponse>) };
  if (isRecord(result) && typeof result.uri === "string") {
    const request = neutralRequest(result as Partial<LambdaAtEdgeRequest>, event.request);
    if (type !== "viewer-request") return { request };
    return { request: { ...request, headers: { ...request.headers, ...withheldHeaders(event.request.headers) } } };
  }
  throw new TypeError(
    `A Lambda@Edge function returns the request or a response; this one returned ${JSON.stringify(result)}`,
  );
}

/**
 * What a CloudFront Function returned, in the neutral form: a response has all its parts.
 *
 * @throws TypeError when it is neither a request nor a response: CloudFront would answer 502
 */
export function fromCloudFrontFunctionResult(result: unknown): EdgeOutcome {
  if (isRecord(result) && "statusCode" in result) {
    const { headers = {}, cookies = {}, body, ...rest } = result as unknown as CloudFrontFunctionResponse;
    const text = typeof body === "object" && body.encoding === "text" ? body.data : body;
    return { response: { ...rest, headers, cookies, ...(text === undefined ? {} : { body: text }) } };
  }
  if (isRecord(result) && "uri" in result) return { request: result as unknown as CloudFrontFunctionRequest };
  throw new TypeError(
    `A CloudFront Function returns the request or a response; this one returned ${JSON.stringify(result)}`,
  );
}

function lambdaRequest(request: CloudFrontFunctionRequest, clientIp: string, type: EdgeEvent): LambdaAtEdgeRequest {
  const withheld = type === "viewer-request" ? withheldHeaders(request.headers) : {};
  const seen = [...valuesOf(request.headers)].filter(([name]) => !Object.hasOwn(withheld, name));
  const cookie = cookieText(request.cookies);
  return {
    clientIp,
    method: request.method,
    uri: request.uri,
    querystring: queryText(request.querystring),
    headers: lambdaHeaders(cookie === undefined ? seen : [...seen, ["cookie", { value: cookie }]]),
  };
}

function withheldHeaders(headers: Fields): Fields {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("cloudfront-")));
}

function lambdaResponse(response: CloudFrontFunctionResponse): LambdaAtEdgeResponse {
  const { statusCode, statusDescription, headers, cookies } = response;
  const setCookies = setCookieTexts(cookies).map((value) => ["set-cookie", { value }] as const);
  return {
    status: String(statusCode),
    ...(statusDescription === undefined ? {} : { statusDescription }),
    headers: lambdaHeaders([...valuesOf(headers), ...setCookies]),
  };
}

function neutralRequest(
  { method, uri, querystring = "", headers = {} }: Partial<LambdaAtEdgeRequest>,
  original: CloudFrontFunctionRequest,
): CloudFrontFunctionRequest {
  return {
    method: method ?? original.method,
    uri: uri ?? original.uri,
    querystring: queryFields(querystring),
    headers: headerFields(headers),
    cookies: cookieFields(headers),
  };
}

function neutralResponse(response: Partial<LambdaAtEdgeResponse>): CloudFrontFunctionResponse {
  const { status, statusDescription, headers = {}, body, bodyEncoding = "text" } = response;
  const neutralBody = bodyEncoding === "base64" && body !== undefined ? { encoding: bodyEncoding, data: body } : body;
  return {
    statusCode: Number(status),
    ...(statusDescription === undefined ? {} : { statusDescription }),
    headers: headerFields(headers),
    cookies: setCookieFields(headers),
    ...(neutralBody === undefined ? {} : { body: neutralBody }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
