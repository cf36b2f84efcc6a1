import type { LambdaVersion } from "../../../deployment.ts";
import type { HeaderList } from "../../http/headers.ts";
import { isRecord } from "../returned-values.ts";
import { invoke, type LambdaRuntime } from "./invoke.ts";

/** An HTTP request for a function's URL. */
export interface FunctionUrlRequest {
  readonly method: string;
  /** The path, still encoded and without the query. */
  readonly path: string;
  /** The query, without `?`. */
  readonly querystring: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly clientIp: string;
  /** Such as `abcdefg.lambda-url.us-east-1.on.aws`. */
  readonly domainName: string;
}

/** The answer to a request for a function's URL. */
export interface FunctionUrlResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/**
 * Answers a request for a function's URL, with payload format 2.0.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export async function runFunctionUrl(
  runtime: LambdaRuntime,
  arn: string,
  version: LambdaVersion,
  request: FunctionUrlRequest,
): Promise<FunctionUrlResponse> {
  const limits = { memoryMb: version.memoryMb, timeoutMs: version.timeoutSeconds * 1000 };
  const invoked = await invoke(runtime, arn, version, payload(request, runtime.now()), limits);
  if (invoked === undefined) return message(429, "Too Many Requests");
  if (invoked.error !== undefined) return message(502, "Internal Server Error");
  return answerOf(invoked.output);
}

function payload(request: FunctionUrlRequest, now: number): object {
  const { method, path, querystring, domainName, body, clientIp } = request;
  const headers = joined(request.headers.filter(([name]) => name.toLowerCase() !== "cookie"));
  const cookies = request.headers
    .filter(([name]) => name.toLowerCase() === "cookie")
    .flatMap(([, v]) => v.split(/; */));
  const text = isText(headers["content-type"] ?? "");
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: querystring,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(querystring !== "" && { queryStringParameters: joined([...new URLSearchParams(querystring)], (name) => name) }),
    requestContext: {
      accountId: "anonymous",
      apiId: domainName.split(".")[0],
      domainName,
      domainPrefix: domainName.split(".")[0],
      http: { method, path, protocol: "HTTP/1.1", sourceIp: clientIp, userAgent: headers["user-agent"] ?? "" },
      requestId: crypto.randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: clfTime(now),
      timeEpoch: now,
    },
    ...(body.length > 0 && { body: body.toString(text ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !text,
  };
}

/** Converts a function's result to a response. A result without a status is the body. */
function answerOf(output: unknown): FunctionUrlResponse {
  if (!isRecord(output) || typeof output.statusCode !== "number") {
    const body = typeof output === "string" ? output : (JSON.stringify(output) ?? "null");
    return { status: 200, headers: [["content-type", "application/json"]], body: Buffer.from(body) };
  }
  // https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
  if (!Number.isInteger(output.statusCode) || output.statusCode < 200 || output.statusCode > 599) {
    return message(502, "Internal Server Error");
  }
  const { statusCode, headers, cookies, body = "", isBase64Encoded } = output;
  const list: [string, string][] = Object.entries(isRecord(headers) ? headers : {}).map(([k, v]) => [k, String(v)]);
  if (!list.some(([name]) => name.toLowerCase() === "content-type")) list.push(["content-type", "application/json"]);
  for (const cookie of Array.isArray(cookies) ? cookies : []) list.push(["set-cookie", String(cookie)]);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status: statusCode, headers: list, body: Buffer.from(text, isBase64Encoded === true ? "base64" : "utf8") };
}

function message(status: number, text: string): FunctionUrlResponse {
  return {
    status,
    headers: [["content-type", "application/json"]],
    body: Buffer.from(JSON.stringify({ Message: text })),
  };
}

/** Joins values of the same name with commas. */
function joined(pairs: HeaderList, nameOf = (name: string) => name.toLowerCase()): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const known = values.get(nameOf(name));
    values.set(nameOf(name), known === undefined ? value : `${known},${value}`);
  }
  return Object.fromEntries(values);
}

function isText(contentType: string): boolean {
  return /^(text\/|application\/(json|javascript|xml)|[^;]*\+(json|xml))/i.test(contentType);
}

/** The time in the format `12/Mar/2020:19:03:58 +0000`. */
function clfTime(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
