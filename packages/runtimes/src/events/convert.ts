import type { EdgeEvent } from "@featheredge/aws-rules";
import { changedValues } from "./changed-values.ts";
import type {
  CloudFrontFunctionEvent,
  CloudFrontFunctionRequest,
  CloudFrontFunctionResponse,
  EdgeOutcome,
  Field,
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
 * The event that Lambda@Edge gets where a CloudFront Function gets `event`.
 *
 * At viewer request it lacks the headers `CloudFront-*`: CloudFront adds them before that event for CloudFront
 * Functions, and after it for Lambda@Edge.
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
 * The result of a Lambda@Edge function, in the neutral form.
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
 * The result of a CloudFront Function, in the neutral form: all parts are there, a query is never text, and each field
 * has the values that CloudFront reads, by the rule for a changed `value` next to an unchanged `multiValue`.
 *
 * @param event what the function was given
 * @throws TypeError when it is neither a request nor a response: CloudFront would answer 502
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html#functions-event-structure-query-header-cookie
 */
export function fromCloudFrontFunctionResult(result: unknown, event: CloudFrontFunctionEvent): EdgeOutcome {
  if (isRecord(result) && "statusCode" in result) {
    const { headers, cookies, body, ...rest } = result as unknown as CloudFrontFunctionResponse;
    const given = event.response;
    const text = typeof body === "object" && body.encoding === "text" ? body.data : body;
    return {
      response: {
        ...rest,
        headers: readFields(headers, given?.headers),
        cookies: readFields(cookies, given?.cookies),
        ...(text === undefined ? {} : { body: text }),
      },
    };
  }
  if (isRecord(result) && "uri" in result) {
    const { querystring, headers, cookies, ...rest } = result as unknown as CloudFrontFunctionRequest;
    const given = event.request;
    return {
      request: {
        ...rest,
        querystring:
          typeof querystring === "string"
            ? queryFields((querystring as string).replace(/^\?/, ""))
            : readFields(querystring, given.querystring),
        headers: readFields(headers, given.headers),
        cookies: readFields(cookies, given.cookies),
      },
    };
  }
  throw new TypeError(
    `A CloudFront Function returns the request or a response; this one returned ${JSON.stringify(result)}`,
  );
}

/**
 * The event as CloudFront gives it, with the text of the query for `rawQueryString()`.
 *
 * @param event an event that may lack the text, as those written by hand do
 */
export function withRawQuery<Event extends CloudFrontFunctionEvent>(event: Event): Event {
  const text = queryText(event.request.querystring);
  if (text === "" || event.request.rawQueryString !== undefined) return event;
  return { ...event, request: { ...event.request, rawQueryString: text } };
}

function readFields(returned: Fields | undefined, given: Fields = {}): Fields {
  const read = Object.entries(returned ?? {}).map(([name, field]): [string, Field] => {
    if (!isRecord(field)) return [name, field];
    const before = Object.hasOwn(given, name) ? given[name] : undefined;
    const values = changedValues(field, before) as Field[];
    const [first] = values;
    const isAsWritten = values === field.multiValue && first?.value === field.value;
    if (isAsWritten || values.length < 2 || first === undefined) return [name, field];
    const { value, attributes } = first;
    return [name, { value, ...(attributes === undefined ? {} : { attributes }), multiValue: values }];
  });
  return Object.fromEntries(read);
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
